public import Contracts

/// A rule that one exchange breaks, with every place that shows it.
public struct Violation: Sendable, Hashable {
    /// The rule; `nil` where the contract has none that says so.
    public var rule: Rule?
    /// What is wrong, on one line.
    public var summary: String
    /// Where, in the order in which it was found.
    public var deviations: [Deviation]

    /// Creates a violation.
    public init(rule: Rule?, summary: String, deviations: [Deviation]) {
        self.rule = rule
        self.summary = summary
        self.deviations = deviations
    }
}
