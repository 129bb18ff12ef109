/// An event of a run, for listeners: a terminal, a report's writer, a test.
///
/// A run sends `runStarted` once, then `caseStarted` and `caseFinished` for every case in the order of the
/// plan, which is the same for every run over the same contracts, then `runFinished` once.
public enum VerifierEvent: Sendable, Hashable {
    /// The run has started.
    case runStarted(RunDescription)
    /// A case is about to be reported; `caseFinished` follows at once when it was run ahead of its turn.
    case caseStarted(CaseIdentity)
    /// A case has its outcome, including replays.
    case caseFinished(CaseResult)
    /// The run has finished; no events follow.
    case runFinished(RunSummary)
}
