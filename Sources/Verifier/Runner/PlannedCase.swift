import Contracts

/// A case that a run is going to run.
struct PlannedCase: Sendable {
    /// Which case.
    let identity: CaseIdentity
    /// The rules that it is about.
    let rules: [Rule]
    /// Whether nothing else may run at the same time: it measures time, or looks at lists that the other cases'
    /// records would fill.
    let isAlone: Bool
    /// What it does; broken rules are noted in the attempt.
    let run: @Sendable (Attempt) async throws(AttemptEnd) -> Void

    init(
        suite: String,
        kind: CheckKind,
        name: String,
        rules: [Rule],
        isAlone: Bool = false,
        run: @escaping @Sendable (Attempt) async throws(AttemptEnd) -> Void
    ) {
        identity = CaseIdentity(suite: suite, kind: kind, name: name)
        self.rules = rules
        self.isAlone = isAlone
        self.run = run
    }
}
