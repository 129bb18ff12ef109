import Contracts
import Lambda

/// Every example of the contract is played: its state, its request, its answer.
struct ExampleChecks: CaseSource {
    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action in
            action.examples.compactMap { example in
                guard let rule = rule(of: example, action, contract) else { return nil }
                return PlannedCase(
                    suite: action.name,
                    kind: .example,
                    name: example.name,
                    rules: [rule]
                ) { play throws(PlayEnd) in
                    try await Self.run(example, action, rule, play)
                }
            }
        }
    }

    private func rule(of example: Example, _ action: Action, _ contract: Contract) -> Rule? {
        example.rule.flatMap(contract.rule)
            ?? contract.rules(for: example.status < 400 ? .successStatus : .failureShape, of: action).first
    }

    private static func run(
        _ example: Example,
        _ action: Action,
        _ rule: Rule,
        _ play: Play
    ) async throws(PlayEnd) {
        let horizon = try await ListHorizon(of: action, play)
        var player = ExamplePlayer(play)
        try await player.prepare(example)
        let prepared = player
        let judged = try await play.settled(action) { () async throws(PlayEnd) -> Attempt<Judged> in
            try await Self.attempt(example, action, prepared)
        }
        let answer = judged.answer
        guard let problem = judged.problem else { return }
        if problem.mayBeHidden, horizon?.mayHide(recordsIn: answer) == true {
            throw .crowded
        }
        try play.require(
            Finding(
                rule: rule,
                summary: problem.summary,
                details: problem.details,
                exchange: answer.number,
                isShown: problem.isStatus && example.after.isEmpty
                    ? Finding.hasStatus(answer.response.status) : nil
            )
        )
    }

    private struct Judged {
        let answer: RecordedExchange
        let problem: Problem?
    }

    private struct Problem {
        let summary: String
        let details: [String]
        var isStatus = false
        var mayBeHidden = false
    }

    private static func attempt(
        _ example: Example,
        _ action: Action,
        _ player: ExamplePlayer
    ) async throws(PlayEnd) -> Attempt<Judged> {
        var player = player
        let answer = try await player.send(example, action)
        let problem = problem(in: answer, of: example, action, &player)
        return Attempt(result: Judged(answer: answer, problem: problem), isRight: problem == nil)
    }

    private static func problem(
        in answer: RecordedExchange,
        of example: Example,
        _ action: Action,
        _ player: inout ExamplePlayer
    ) -> Problem? {
        guard answer.response.status == example.status else {
            if action.responses[example.status]?.isEquivalent(answer) == true { return nil }
            return Problem(
                summary: "answered \(answer.response.status) instead of \(example.status)",
                details: ["expected: status \(example.status)", "seen: \(answer.answerSummary)"],
                isStatus: true
            )
        }
        let mismatches = player.mismatches(in: answer, of: example, action)
        guard let first = mismatches.first else { return nil }
        return Problem(
            summary: "the answer differs from the example \(first.line)",
            details: mismatches.prefix(10).map(\.line),
            mayBeHidden: mismatches.allSatisfy(\.mayBeHidden)
        )
    }
}
