import Faults
import Verifier
import VerifierEvents

/// The first reported failure of a run.
///
/// The requests are those that were sent until the failed case was reported, including its replays; findings on every
/// response are collected, and reported after the last case only. So the figures are upper bounds.
struct Detection: Sendable {
    let requests: Int
    let seconds: Double
    let identity: CaseIdentity
    let rule: String
}

/// The statistics of a run of the verifier.
struct ScoredRun: Sendable {
    /// The first failure; `nil` when there was none.
    let first: Detection?
    /// The kinds of check with a failure, in order.
    let kinds: [CheckKind]
    /// All reported problems, a line each.
    let alarms: [String]
    let requests: Int
    let seconds: Double
}

/// The score of one fault with one seed.
struct FaultScore: Sendable {
    let fault: Fault
    let seed: UInt64
    let run: ScoredRun

    var isFound: Bool { run.first != nil }
}
