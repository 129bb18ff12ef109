import Conformance
import Contracts
import JSON
import VerifierEvents

/// Checks that every optional query parameter, when it is empty, counts as absent: among records of all the kinds that the
/// action's examples create.
struct EmptyParameterChecks: CaseProvider {
    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action -> [PlannedCase] in
            let rules = contract.rules(for: .emptyOptionalIsAbsent, of: action)
            guard action.request.has(.query), let rule = rules.first, let example = action.workingExample
            else { return [] }
            let names = action.request.names
            let required = action.neededArguments
            return names.filter { !required.contains($0) && action.request.place(of: $0) == .query }.map {
                name in
                PlannedCase(
                    suite: action.name,
                    kind: .protocol,
                    name: "\(name) is empty among several records, which is as absent",
                    rules: [rule]
                ) { attempt throws(AttemptEnd) in
                    try await Self.run(action, example, name, rule, attempt)
                }
            }
        }
    }

    private static func run(
        _ action: Action,
        _ example: Example,
        _ name: String,
        _ rule: Rule,
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        // The last one's ids are known, so the one whose arguments are sent comes last.
        let others = action.examples.filter { $0.isSuccess && $0.name != example.name && !$0.after.isEmpty }
        for other in others {
            var runner = ExampleRunner(attempt)
            try await runner.prepare(other)
        }
        var runner = ExampleRunner(attempt)
        let known = action.needed(of: try await runner.preparedArguments(of: example, action))
        let expected = try await attempt.call(action, known)
        var arguments = known
        arguments[name] = ""
        let sent = arguments
        let (answer, isRight) = try await attempt.settled(action) {
            () async throws(AttemptEnd) -> RetryOutcome<(RecordedExchange, Bool)> in
            let answer = try await attempt.call(action, sent)
            let isRight = ComparableAnswer(answer, of: action, attempt)
                .agrees(with: ComparableAnswer(expected, of: action, attempt))
            return RetryOutcome(result: (answer, isRight), isRight: isRight)
        }
        guard !isRight else { return }
        // A response that also varies without the parameter is not caused by the parameter.
        let again = try await attempt.call(action, known)
        guard
            ComparableAnswer(again, of: action, attempt).agrees(
                with: ComparableAnswer(expected, of: action, attempt)
            )
        else { throw .crowded }
        try attempt.require(
            Finding(
                rule: rule,
                summary: "\(action.name) with \(name) empty is answered otherwise than without it",
                [
                    Deviation(
                        .value,
                        at: .exchange,
                        expected: Evidence(text: ComparableAnswer(expected, of: action, attempt).summary),
                        seen: Evidence(text: ComparableAnswer(answer, of: action, attempt).summary)
                    )
                ],
                exchange: answer.number
            )
        )
    }
}
