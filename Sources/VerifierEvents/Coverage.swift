/// The share of a contract that a run exercised.
///
/// The contract is split into points: everything that it describes and that requests can reach, such as a status, a keyword of
/// a request's schema that a request breaks, a listed value, a member left out, a rule. A point is reached when at least
/// one exchange (or, for a rule, one judged case) did it. ``percent`` is the share of points that were
/// reached, each counting the same; points that were left out on purpose, as by `--only` or `--read-only`, count as not
/// reached. Coverage shows what was tried, never that it was right.
public struct Coverage: Sendable, Hashable {
    /// The points of an action, or of requests without one.
    public struct Suite: Sendable, Hashable {
        /// The action's name, or ``CaseIdentity/transportSuite`` for the rules of the whole service.
        public var name: String
        /// The points, in the contract's order within each aspect.
        public var points: [CoveragePoint]
        /// The statuses of responses that the contract does not list, and their numbers.
        public var otherStatuses: [Int: Int]

        /// Creates a suite.
        public init(name: String, points: [CoveragePoint], otherStatuses: [Int: Int] = [:]) {
            self.name = name
            self.points = points
            self.otherStatuses = otherStatuses
        }

        /// The number of points that were reached.
        public var reached: Int { points.count(where: \.isReached) }

        /// The percentage of points that were reached; 100 without points.
        public var percent: Double { Coverage.percent(reached, of: points.count) }
    }

    /// The suites by name, the one without an action first.
    public var suites: [Suite]

    /// Creates a coverage.
    public init(suites: [Suite] = []) {
        self.suites = suites
    }

    /// The number of points.
    public var total: Int { suites.reduce(0) { $0 + $1.points.count } }

    /// The number of points that were reached.
    public var reached: Int { suites.reduce(0) { $0 + $1.reached } }

    /// The percentage of all points that were reached; 100 without points.
    public var percent: Double { Self.percent(reached, of: total) }

    /// The points that were not reached, a sentence each.
    public var missing: [String] {
        suites.flatMap { suite in
            suite.points.filter { !$0.isReached }.map { "\(suite.name): \($0.missingSentence)" }
        }
    }

    /// Returns the number of points of an aspect that were reached, over all suites.
    public func figures(of aspect: CoveragePoint.Aspect) -> (reached: Int, total: Int) {
        let points = suites.flatMap(\.points).filter { $0.aspect == aspect }
        return (points.count(where: \.isReached), points.count)
    }

    private static func percent(_ reached: Int, of total: Int) -> Double {
        total == 0 ? 100 : 100 * Double(reached) / Double(total)
    }
}
