public import Contracts

/// How a case ended.
public enum CaseOutcome: Sendable, Hashable {
    /// Every rule held; there may still be warnings.
    case passed
    /// At least one rule was broken, and broken again when the case was replayed from nothing.
    case failed([Failure])
    /// The case could not be judged: no complete answer.
    case error(String)
    /// The case was not judged, and why.
    case skipped(String)
}

/// A case with its outcome and what it cost.
public struct CaseResult: Sendable, Hashable {
    /// Which case.
    public var identity: CaseIdentity
    /// The rules that the case is about, in the contract's order.
    public var rules: [Rule]
    /// How it ended.
    public var outcome: CaseOutcome
    /// Broken SHOULDs, and failures that came and went; they are failures of `outcome` when the run is strict.
    public var warnings: [Failure]
    /// Failures that a baseline knows of; they do not fail the case.
    public var known: [Failure]
    /// From the first request to the last answer, replays included.
    public var seconds: Double
    /// How many requests were sent, replays included.
    public var requests: Int

    /// Makes a result.
    public init(
        identity: CaseIdentity,
        rules: [Rule],
        outcome: CaseOutcome,
        warnings: [Failure] = [],
        known: [Failure] = [],
        seconds: Double = 0,
        requests: Int = 0
    ) {
        self.identity = identity
        self.rules = rules
        self.outcome = outcome
        self.warnings = warnings
        self.known = known
        self.seconds = seconds
        self.requests = requests
    }
}

extension CaseResult {
    /// Whether the case has found anything, be it known already.
    var hasSomethingToShow: Bool {
        if case .failed = outcome { return true }
        return !warnings.isEmpty || !known.isEmpty
    }
}
