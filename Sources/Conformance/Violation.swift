public import Contracts

/// A rule that one exchange breaks, with all places of deviations.
public struct Violation: Sendable, Hashable {
    /// The rule; `nil` where the contract has none.
    public var rule: Rule?
    /// The problem on one line.
    public var summary: String
    /// The deviations, in the order in which they were found.
    public var deviations: [Deviation]

    /// Creates a violation.
    public init(rule: Rule?, summary: String, deviations: [Deviation]) {
        self.rule = rule
        self.summary = summary
        self.deviations = deviations
    }
}
