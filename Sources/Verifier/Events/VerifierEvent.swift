/// What a run of the verifier tells whoever listens: a terminal, a report's writer, a test.
///
/// A run sends `runStarted` once, then `caseStarted` and `caseFinished` for every case in the order of the
/// plan, which is the same for every run over the same contracts, then `runFinished` once.
public enum VerifierEvent: Sendable, Hashable {
    /// The run begins.
    case runStarted(RunDescription)
    /// A case is about to be told about; its end follows at once when it was run ahead of its turn.
    case caseStarted(CaseIdentity)
    /// A case has its outcome, replays included.
    case caseFinished(CaseResult)
    /// The run is over; nothing follows.
    case runFinished(RunSummary)
}
