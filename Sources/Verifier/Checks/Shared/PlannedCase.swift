import Contracts
import VerifierEvents

/// A case of a plan.
struct PlannedCase: Sendable {
    /// The identity.
    let identity: CaseIdentity
    /// The rules of the case.
    let rules: [Rule]
    /// Whether nothing else may run at the same time: it measures time, or reads lists that the other cases' records would fill.
    var isAlone: Bool
    /// The actions that it needs.
    let actions: [String]
    /// The number of requests that it sends, as far as that is known before.
    let requests: Int
    /// Runs the case; broken rules are recorded in the attempt.
    let run: @Sendable (Attempt) async throws(AttemptEnd) -> Void

    init(
        suite: String,
        kind: CheckKind,
        name: String,
        rules: [Rule],
        isAlone: Bool = false,
        actions: [String]? = nil,
        requests: Int? = nil,
        run: @escaping @Sendable (Attempt) async throws(AttemptEnd) -> Void
    ) {
        identity = CaseIdentity(suite: suite, kind: kind, name: name)
        self.rules = rules
        self.isAlone = isAlone
        self.actions = actions ?? [suite]
        self.requests = requests ?? Self.usualRequests[kind] ?? 1
        self.run = run
    }

    /// Whether it sends so many requests that it comes after those that send few.
    var isExpensive: Bool { requests >= Self.manyRequests }

    private static let manyRequests = 5

    /// How many requests cases of kinds send that need many.
    private static let usualRequests: [CheckKind: Int] = [
        .boundary: 3, .generated: 20, .concurrent: 20, .extension: 5, .model: 100,
    ]
}
