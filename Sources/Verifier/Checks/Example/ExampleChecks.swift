import Conformance
import Contracts
import Lambda
import VerifierEvents

/// Checks every example of the contract: runs the examples before it, sends its request, compares the response.
struct ExampleChecks: CaseProvider {
    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action in
            action.examples.compactMap { example in
                guard let rule = rule(of: example, action, contract) else { return nil }
                return PlannedCase(
                    suite: action.name,
                    kind: .example,
                    name: example.name,
                    rules: [rule]
                ) { attempt throws(AttemptEnd) in
                    try await Self.run(example, action, rule, attempt)
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
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        let watermark = try await ListWatermark(of: action, attempt)
        var runner = ExampleRunner(attempt)
        try await runner.prepare(example)
        let prepared = runner
        let outcome = try await attempt.settled(action) {
            () async throws(AttemptEnd) -> RetryOutcome<Judged> in
            try await Self.judged(example, action, prepared)
        }
        let answer = outcome.answer
        guard let problem = outcome.problem else { return }
        if problem.mayBeHidden, watermark?.mayHide(recordsIn: answer) == true {
            throw .crowded
        }
        var deviations = problem.deviations
        if problem.isStatus, action.succeeds(with: example.status),
            try await attempt.isMissing(action, prepared.arguments(of: example, action), answer)
        {
            attempt.context.missing.note(action.name, shownBy: CaseIdentity(example, of: action))
            deviations = deviations.map(\.ofMissingAction)
        }
        try attempt.require(
            Finding(
                rule: rule,
                summary: problem.summary,
                deviations,
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
        let deviations: [Deviation]
        var isStatus = false
        var mayBeHidden = false
    }

    private static func judged(
        _ example: Example,
        _ action: Action,
        _ runner: ExampleRunner
    ) async throws(AttemptEnd) -> RetryOutcome<Judged> {
        var runner = runner
        let answer = try await runner.send(example, action)
        let problem = problem(in: answer, of: example, action, &runner)
        return RetryOutcome(result: Judged(answer: answer, problem: problem), isRight: problem == nil)
    }

    private static func problem(
        in answer: RecordedExchange,
        of example: Example,
        _ action: Action,
        _ runner: inout ExampleRunner
    ) -> Problem? {
        guard answer.response.status == example.status else {
            if action.responses[example.status]?.isEquivalent(answer) == true { return nil }
            return Problem(
                summary: "answered \(answer.response.status) instead of \(example.status)",
                deviations: [.status(Evidence(.exact(example.status)), answer.response)],
                isStatus: true
            )
        }
        let deviations = runner.deviations(in: answer, of: example, action)
        guard let first = deviations.first else { return nil }
        return Problem(
            summary: "the answer differs from the example \(first.line)",
            deviations: deviations,
            mayBeHidden: deviations.allSatisfy(\.mayBeHidden)
        )
    }
}

extension CaseIdentity {
    /// The identity of the case of an example.
    init(_ example: Example, of action: Action) {
        self.init(suite: action.name, kind: .example, name: example.name)
    }
}
