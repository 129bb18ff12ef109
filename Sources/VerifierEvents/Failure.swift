public import Conformance
public import Contracts
public import JSON

/// A confirmed violation with everything that a person needs to reproduce it, for reports.
public struct Failure: Sendable, Hashable {
    /// The broken rule.
    public var rule: Rule
    /// The violation on one line.
    public var summary: String
    /// The deviations: places, expected and seen values; at most 100.
    public var deviations: [Deviation]
    /// The request that shows it and its response; `nil` where there is no single one.
    public var exchange: ExchangeSummary?
    /// The actions of the requests up to that exchange, in the order of their first request; all of the attempt's without one.
    public var actions: [String]
    /// A shell script of `curl` commands that reproduces the failure; secrets are variables in it.
    public var script: String
    /// The number of attempts with the failure.
    public var reproductions: Reproductions
    /// The same as a scenario file of the contract folder; `nil` where a scenario cannot express it.
    public var scenario: JSONValue?

    /// Creates a failure.
    public init(
        rule: Rule,
        summary: String,
        deviations: [Deviation],
        exchange: ExchangeSummary? = nil,
        actions: [String] = [],
        script: String,
        reproductions: Reproductions,
        scenario: JSONValue? = nil
    ) {
        self.rule = rule
        self.summary = summary
        self.deviations = Array(deviations.prefix([Deviation].mostKept))
        self.exchange = exchange
        self.actions = actions
        self.script = script
        self.reproductions = reproductions
        self.scenario = scenario
    }

    /// The expected and the seen values, a line each, with JSON Pointers into the response.
    public var details: [String] { deviations.lines }
}

/// The number of attempts of a case that showed a failure.
public struct Reproductions: Sendable, Hashable {
    /// The number of attempts that showed the failure.
    public var seen: Int
    /// The number of all attempts.
    public var attempts: Int

    /// Creates a count.
    public init(seen: Int, attempts: Int) {
        self.seen = seen
        self.attempts = attempts
    }

    /// Whether the failure is flaky.
    public var isFlaky: Bool { seen < attempts }
}
