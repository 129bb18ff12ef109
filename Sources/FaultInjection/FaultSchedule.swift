import JSONSchema

/// The requests into which a fault is injected, counted over the requests that its rule applies to.
public struct FaultSchedule: Sendable, Hashable {
    /// The probability, from 0 to 1.
    public var probability: Double
    /// The maximum number of injections; `nil` for no limit.
    public var first: Int?
    /// The interval: only every *n*th request.
    public var every: Int
    /// The number of requests to skip first.
    public var after: Int

    /// Creates a schedule; the defaults select every request.
    public init(probability: Double = 1, first: Int? = nil, every: Int = 1, after: Int = 0) {
        self.probability = probability
        self.first = first
        self.every = max(1, every)
        self.after = max(0, after)
    }
}

/// The progress of a schedule over the requests.
struct FaultCounter: Sendable {
    private let schedule: FaultSchedule
    private var random: SeededRandom
    private(set) var requests = 0
    private(set) var happened = 0

    init(_ schedule: FaultSchedule, random: SeededRandom) {
        self.schedule = schedule
        self.random = random
    }

    /// Counts a request; returns whether the fault is injected into it.
    mutating func next() -> Bool {
        requests += 1
        // A number is drawn for every request, so that the other limits do not shift the seeded sequence.
        let isDrawn = random.fraction() < schedule.probability
        guard isDrawn, requests > schedule.after, (requests - schedule.after).isMultiple(of: schedule.every),
            happened < schedule.first ?? .max
        else { return false }
        happened += 1
        return true
    }

    /// Returns a delay from the distribution, in milliseconds.
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
