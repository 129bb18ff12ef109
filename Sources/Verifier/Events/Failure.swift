public import Conformance
public import Contracts
public import JSON

/// A broken rule that was seen again, with what a person needs to see it for themselves: what reports are made of.
public struct Failure: Sendable, Hashable {
    /// The rule that does not hold.
    public var rule: Rule
    /// What is wrong, on one line.
    public var summary: String
    /// Where, and what was expected and seen there; at most 100 places.
    public var deviations: [Deviation]
    /// The request that shows it and its answer; `nil` where no single one does.
    public var exchange: ExchangeSummary?
    /// A shell script of `curl` commands that shows the failure; secrets are variables in it.
    public var script: String
    /// How often the failure was seen.
    public var reproductions: Reproductions
    /// The same as a scenario file of the contract folder; `nil` where it cannot be told as one.
    public var scenario: JSONValue?

    /// Makes a failure.
    public init(
        rule: Rule,
        summary: String,
        deviations: [Deviation],
        exchange: ExchangeSummary? = nil,
        script: String,
        reproductions: Reproductions,
        scenario: JSONValue? = nil
    ) {
        self.rule = rule
        self.summary = summary
        self.deviations = Array(deviations.prefix([Deviation].mostKept))
        self.exchange = exchange
        self.script = script
        self.reproductions = reproductions
        self.scenario = scenario
    }

    /// What was expected and what was seen, a line each, with JSON Pointers into the answer.
    public var details: [String] { deviations.lines }
}

/// How often a failure was seen, out of how many attempts of its case from nothing.
public struct Reproductions: Sendable, Hashable {
    /// Attempts that showed the failure.
    public var seen: Int
    /// Attempts altogether.
    public var attempts: Int

    /// Makes a count.
    public init(seen: Int, attempts: Int) {
        self.seen = seen
        self.attempts = attempts
    }

    /// Whether the failure comes and goes.
    public var isFlaky: Bool { seen < attempts }
}
