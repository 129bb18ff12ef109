import JSONSchema

/// When a fault happens, counted in requests of its rule's actions.
public struct FaultSchedule: Sendable, Hashable {
    /// With this probability, from 0 to 1.
    public var probability: Double
    /// Only so many times; `nil` for no limit.
    public var first: Int?
    /// Only with every so manyth request.
    public var every: Int
    /// Only after so many requests.
    public var after: Int

    /// Makes a schedule; what is left out is always.
    public init(probability: Double = 1, first: Int? = nil, every: Int = 1, after: Int = 0) {
        self.probability = probability
        self.first = first
        self.every = max(1, every)
        self.after = max(0, after)
    }
}

/// Goes through a schedule, request by request.
struct FaultCounter: Sendable {
    private let schedule: FaultSchedule
    private var random: SeededRandom
    private(set) var requests = 0
    private(set) var happened = 0

    init(_ schedule: FaultSchedule, random: SeededRandom) {
        self.schedule = schedule
        self.random = random
    }

    /// Counts a request; whether the fault happens with it.
    mutating func next() -> Bool {
        requests += 1
        // Drawn for every request, so that a rule's other limits do not shift what a seed gives.
        let isDrawn = random.fraction() < schedule.probability
        guard isDrawn, requests > schedule.after, (requests - schedule.after).isMultiple(of: schedule.every),
            happened < schedule.first ?? .max
        else { return false }
        happened += 1
        return true
    }

    /// How long an answer is held back, in milliseconds.
    mutating func milliseconds(of latency: FaultLatency) -> Int {
        let time: Double =
            switch latency {
            case .fixed(let milliseconds): Double(milliseconds)
            case .uniform(let minimum, let maximum):
                Double(random.number(in: min(minimum, maximum)...max(minimum, maximum)))
            case .heavyTailed(let median, let sigma): Double(median) * random.logNormal(sigma: sigma)
            }
        return Int(min(max(0, time), Double(FaultLatency.longest)))
    }
}
