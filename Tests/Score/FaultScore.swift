import Faults
import Verifier

/// The first time that a run tells of a failure.
///
/// The requests are those that were sent until the failed case was told, its replays included; what is seen on every
/// answer is collected, and told after the last case only. So the figures are what somebody waits for, never less.
struct Detection: Sendable {
    let requests: Int
    let seconds: Double
    let identity: CaseIdentity
    let rule: String
}

/// A run of the verifier in figures.
struct ScoredRun: Sendable {
    /// The first failure; `nil` when there was none.
    let first: Detection?
    /// The kinds of check with a failure, in their order.
    let kinds: [CheckKind]
    /// Everything that was said against the endpoint, a line each.
    let alarms: [String]
    let requests: Int
    let seconds: Double
}

/// What came of one fault under one seed.
struct FaultScore: Sendable {
    let fault: Fault
    let seed: UInt64
    let run: ScoredRun

    var isFound: Bool { run.first != nil }
}
