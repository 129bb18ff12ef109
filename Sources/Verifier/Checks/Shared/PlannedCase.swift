import Contracts
import VerifierEvents

/// A case of a plan.
struct PlannedCase: Sendable {
    /// The identity.
    let identity: CaseIdentity
    /// The rules of the case.
    let rules: [Rule]
    /// Whether nothing else may run at the same time: it measures time, or reads lists that the other cases' records would fill.
    let isAlone: Bool
    /// Runs the case; broken rules are recorded in the attempt.
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
