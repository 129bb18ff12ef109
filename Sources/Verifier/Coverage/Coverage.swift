/// How much of a contract a run exercised.
///
/// The contract is taken apart into points: everything that it speaks of and that traffic can reach, such as a status,
/// a keyword of a request's schema that a request breaks, a listed value, a member left out, a rule. A point is reached
/// when at least one exchange (or, for a rule, one judged case) did it. ``percent`` is the share of points that were
/// reached, each counting the same; what was left out on purpose, as by `--only` or `--read-only`, counts as not
/// reached. It says what was tried, never that it was right.
public struct Coverage: Sendable, Hashable {
    /// The points of one action, or of what belongs to none.
    public struct Suite: Sendable, Hashable {
        /// The action's name, or ``CaseIdentity/transportSuite`` for the rules of the whole service.
        public var name: String
        /// The points, in the contract's order within each aspect.
        public var points: [CoveragePoint]
        /// Statuses that were answered and that the contract does not list, and how often.
        public var otherStatuses: [Int: Int]

        /// Makes a suite.
        public init(name: String, points: [CoveragePoint], otherStatuses: [Int: Int] = [:]) {
            self.name = name
            self.points = points
            self.otherStatuses = otherStatuses
        }

        /// How many points were reached.
        public var reached: Int { points.count(where: \.isReached) }

        /// The share of points that were reached, from 0 to 100; 100 of nothing.
        public var percent: Double { Coverage.percent(reached, of: points.count) }
    }

    /// The actions by name, what belongs to none first.
    public var suites: [Suite]

    /// Makes a coverage.
    public init(suites: [Suite] = []) {
        self.suites = suites
    }

    /// How many points there are.
    public var total: Int { suites.reduce(0) { $0 + $1.points.count } }

    /// How many points were reached.
    public var reached: Int { suites.reduce(0) { $0 + $1.reached } }

    /// The share of all points that were reached, from 0 to 100; 100 of nothing.
    public var percent: Double { Self.percent(reached, of: total) }

    /// What was not exercised, a sentence each.
    public var missing: [String] {
        suites.flatMap { suite in
            suite.points.filter { !$0.isReached }.map { "\(suite.name): \($0.missingSentence)" }
        }
    }

    /// How many points of an aspect were reached, over all suites.
    public func figures(of aspect: CoveragePoint.Aspect) -> (reached: Int, total: Int) {
        let points = suites.flatMap(\.points).filter { $0.aspect == aspect }
        return (points.count(where: \.isReached), points.count)
    }

    private static func percent(_ reached: Int, of total: Int) -> Double {
        total == 0 ? 100 : 100 * Double(reached) / Double(total)
    }
}
