import Contracts
import Lambda

/// Random walks in lock-step with an oracle.
struct ModelChecks: CaseSource {
    /// How many walks there are.
    let walks: Int

    /// Walks of so many steps altogether.
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
                isAlone: WalkPlanner.hasBurst(number)
            ) { play throws(PlayEnd) in
                try await Self.run(number, play)
            }
        }
    }

    private static func run(_ number: Int, _ play: Play) async throws(PlayEnd) {
        guard let planner = play.context.walks, let oracle = play.context.oracle else { return }
        guard play.context.options.allowsWrites else {
            throw .skipped(
                "needs to write, which is not allowed on this endpoint; allow it with --allow-writes"
            )
        }
        let walk = await planner.walk(number)
        var player = WalkPlayer(play, planner.facts, oracle: oracle)
        let found = try await player.play(walk)
        for broken in player.advisories + [found].compactMap(\.self) {
            let name =
                "seed \(play.context.options.seed), walk \(number): \(broken.step.action) by \(broken.rule.id)"
            play.note(broken.finding(in: walk, named: name, planner.facts))
        }
    }
}
