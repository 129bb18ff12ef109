import Conformance
import Contracts
import JSON
import Lambda

/// A working example, sent in another way that must not make a difference.
struct WorkingRequest: Sendable {
    private let action: Action
    private let example: Example
    private let rule: Rule
    private let how: String
    private let changes: ExampleRunner.Changes

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - example: Its example; see ``Contracts/Action/workingExample``.
    ///   - rule: The rule that is broken when it makes a difference.
    ///   - how: A description of the variation.
    ///   - changes: The replacements in its texts.
    init(
        _ action: Action,
        _ example: Example,
        _ rule: Rule,
        _ how: String,
        changes: ExampleRunner.Changes = ExampleRunner.Changes()
    ) {
        self.action = action
        self.example = example
        self.rule = rule
        self.how = how
        self.changes = changes
    }

    /// Creates the example's state, sends the request, and compares the response with the example's.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - request: Changes the request.
    ///   - arguments: Changes the arguments.
    /// - Throws: ``AttemptEnd`` when the attempt ends here.
    func run(
        _ attempt: Attempt,
        request: @Sendable (LambdaRequest) -> LambdaRequest = { $0 },
        arguments: @Sendable (JSONObject) -> JSONObject = { $0 }
    ) async throws(AttemptEnd) {
        let watermark = try await ListWatermark(of: action, attempt)
        var runner = ExampleRunner(attempt, changes: changes)
        try await runner.prepareRequest(of: example, action)
        let prepared = runner
        let outcome = try await attempt.settled(action) {
            () async throws(AttemptEnd) -> RetryOutcome<Judged> in
            try await judged(prepared, arguments, request)
        }
        let (answer, deviations) = (outcome.answer, outcome.deviations)
        guard let first = deviations.first else { return }
        if deviations.allSatisfy(\.mayBeHidden), watermark?.mayHide(recordsIn: answer) == true {
            throw .crowded
        }
        let status = answer.response.status
        try attempt.require(
            Finding(
                rule: rule,
                summary: status == example.status
                    ? "\(action.name) \(how) answers something else \(first.line)"
                    : "\(action.name) \(how) was answered \(status) instead of \(example.status)",
                deviations,
                exchange: answer.number,
                isShown: status != example.status && example.after.isEmpty ? Finding.hasStatus(status) : nil
            )
        )
    }

    private struct Judged {
        let answer: RecordedExchange
        let deviations: [Deviation]
    }

    private func judged(
        _ runner: ExampleRunner,
        _ arguments: (JSONObject) -> JSONObject,
        _ request: (LambdaRequest) -> LambdaRequest
    ) async throws(AttemptEnd) -> RetryOutcome<Judged> {
        var runner = runner
        let made = runner.attempt.context.requests.request(
            action,
            arguments(runner.arguments(of: example, action))
        )
        let answer = try await runner.attempt.send(request(made), for: action)
        var deviations: [Deviation] = [.status(Evidence(.exact(example.status)), answer.response)]
        if answer.response.status == example.status {
            deviations = runner.deviations(in: answer, of: example, action)
        }
        return RetryOutcome(
            result: Judged(answer: answer, deviations: deviations),
            isRight: deviations.isEmpty
        )
    }
}
