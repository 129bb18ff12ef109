import Contracts
import Lambda
import VerifierEvents

/// Checks by random walks in lock-step with an oracle.
struct ModelChecks: CaseProvider {
    static let checks: [BuiltInCheck] = [.modelAgrees, .modelStatus]

    /// The number of walks.
    let walks: Int

    /// Creates the walks, with this total number of steps.
    init(steps: Int) {
        walks = (steps + WalkPlanner.length - 1) / WalkPlanner.length
    }

    func cases(of contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: [.modelAgrees, .modelStatus], of: nil)
        guard walks > 0, contract.rules.contains(where: { $0.check == .modelAgrees }) else { return [] }
        let width = String(walks).count
        return (1...walks).map { number in
            let digits = String(number)
            let padding = String(repeating: "0", count: width - digits.count)
            return PlannedCase(
                suite: CaseIdentity.walkSuite,
                kind: .model,
                name: "walk \(padding)\(digits)",
                rules: rules,
                isAlone: WalkPlanner.hasBurst(number),
                actions: contract.actions.map(\.name)
            ) { attempt throws(AttemptEnd) in
                try await Self.run(number, attempt)
            }
        }
    }

    private static func run(_ number: Int, _ attempt: Attempt) async throws(AttemptEnd) {
        guard let planner = attempt.context.walks, let oracle = attempt.context.oracle else { return }
        guard attempt.context.options.allowsWrites else {
            throw .skipped(
                "needs to write, which is not allowed on this endpoint; allow it with --allow-writes"
            )
        }
        let walk = await planner.walk(number)
        var runner = WalkRunner(attempt, planner.facts, oracle: oracle)
        let found = try await runner.run(walk)
        for broken in runner.advisories + [found].compactMap(\.self) {
            let name =
                "seed \(attempt.context.options.seed), walk \(number): \(broken.step.action) by \(broken.rule.id)"
            attempt.note(broken.finding(in: walk, of: attempt.identity, named: name, planner.facts))
        }
        if found != nil { throw .broken }
    }
}
