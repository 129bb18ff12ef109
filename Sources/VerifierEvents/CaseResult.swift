public import Contracts

/// The outcome of a case.
public enum CaseOutcome: Sendable, Hashable {
    /// Every rule held; there may still be warnings.
    case passed
    /// At least one rule was broken, and broken again when the case was replayed.
    case failed([Failure])
    /// The case could not be judged: there was no complete response.
    case error(String)
    /// The case was not judged, for this reason.
    case skipped(String)
}

/// A case with its outcome, duration and number of requests.
public struct CaseResult: Sendable, Hashable {
    /// The case.
    public var identity: CaseIdentity
    /// The rules of the case, in the contract's order.
    public var rules: [Rule]
    /// The outcome.
    public var outcome: CaseOutcome
    /// Broken SHOULDs, and flaky failures; they are failures of `outcome` when the run is strict.
    public var warnings: [Failure]
    /// Failures that are in the baseline; they do not fail the case.
    public var known: [Failure]
    /// The case whose failure keeps this one, which is skipped, from being judged; `nil` where none does.
    public var blockedBy: CaseIdentity?
    /// The actions that the case has requested, in the order of their first request.
    public var actions: [String]
    /// The time from the first request to the last response, including replays.
    public var seconds: Double
    /// The number of requests, including replays.
    public var requests: Int

    /// Creates a result.
    public init(
        identity: CaseIdentity,
        rules: [Rule],
        outcome: CaseOutcome,
        warnings: [Failure] = [],
        known: [Failure] = [],
        blockedBy: CaseIdentity? = nil,
        actions: [String] = [],
        seconds: Double = 0,
        requests: Int = 0
    ) {
        self.identity = identity
        self.rules = rules
        self.outcome = outcome
        self.warnings = warnings
        self.known = known
        self.blockedBy = blockedBy
        self.actions = actions
        self.seconds = seconds
        self.requests = requests
    }
}

extension CaseResult {
    /// Whether the case has any failure or warning, including known ones.
    public var hasFailuresOrWarnings: Bool {
        if case .failed = outcome { return true }
        return !warnings.isEmpty || !known.isEmpty
    }

    /// Whether the case has passed and shows nothing that is wrong.
    public var hasPassed: Bool {
        if case .passed = outcome { !hasFailuresOrWarnings } else { false }
    }
}
