public import Contracts
public import JSON

/// One broken rule, with what a person needs to see it for themselves.
public struct Failure: Sendable, Hashable {
    /// The rule that does not hold.
    public var rule: Rule
    /// What is wrong, on one line.
    public var summary: String
    /// What was expected and what was seen, a line each, with JSON Pointers into the answer.
    public var details: [String]
    /// A shell script of `curl` commands that shows the failure; secrets are variables in it.
    public var script: String
    /// How often the failure was seen.
    public var replays: Replays
    /// The same as a scenario file of the contract folder; `nil` where it cannot be told as one.
    public var scenario: JSONValue?

    /// Makes a failure.
    public init(
        rule: Rule,
        summary: String,
        details: [String],
        script: String,
        replays: Replays,
        scenario: JSONValue? = nil
    ) {
        self.rule = rule
        self.summary = summary
        self.details = details
        self.script = script
        self.replays = replays
        self.scenario = scenario
    }
}

/// How often a failure was seen, out of how many plays of its case from nothing.
public struct Replays: Sendable, Hashable {
    /// Plays that showed the failure.
    public var seen: Int
    /// Plays altogether.
    public var played: Int

    /// Makes a count.
    public init(seen: Int, played: Int) {
        self.seen = seen
        self.played = played
    }

    /// Whether the failure comes and goes.
    public var isFlaky: Bool { seen < played }
}
