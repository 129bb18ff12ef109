import Contracts
import JSON
import Lambda

/// An example that works, sent in another way that has to make no difference.
struct WorkingRequest: Sendable {
    private let action: Action
    private let example: Example
    private let rule: Rule
    private let how: String
    private let changes: ExamplePlayer.Changes

    /// Prepares the request.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - example: Its example; see ``Contracts/Action/workingExample``.
    ///   - rule: The rule that is broken when it makes a difference.
    ///   - how: What is different about it, in words.
    ///   - changes: What is different about the texts in it.
    init(
        _ action: Action,
        _ example: Example,
        _ rule: Rule,
        _ how: String,
        changes: ExamplePlayer.Changes = ExamplePlayer.Changes()
    ) {
        self.action = action
        self.example = example
        self.rule = rule
        self.how = how
        self.changes = changes
    }

    /// Makes the example's state, sends the request, and compares the answer with the example's.
    ///
    /// - Parameters:
    ///   - play: The play.
    ///   - request: Changes the request.
    ///   - arguments: Changes the arguments.
    /// - Throws: ``PlayEnd`` when the play ends here.
    func run(
        _ play: Play,
        request: @Sendable (LambdaRequest) -> LambdaRequest = { $0 },
        arguments: @Sendable (JSONObject) -> JSONObject = { $0 }
    ) async throws(PlayEnd) {
        let horizon = try await ListHorizon(of: action, play)
        var player = ExamplePlayer(play, changes: changes)
        try await player.prepare(example)
        try player.requireIdentifiers(of: example, action)
        let prepared = player
        let judged = try await play.settled(action) { () async throws(PlayEnd) -> Attempt<Judged> in
            try await attempt(prepared, arguments, request)
        }
        let (answer, mismatches) = (judged.answer, judged.mismatches)
        guard let first = mismatches.first else { return }
        if mismatches.allSatisfy(\.mayBeHidden), horizon?.mayHide(recordsIn: answer) == true {
            throw .crowded
        }
        let status = answer.response.status
        try play.require(
            Finding(
                rule: rule,
                summary: status == example.status
                    ? "\(action.name) \(how) answers something else \(first.line)"
                    : "\(action.name) \(how) was answered \(status) instead of \(example.status)",
                details: mismatches.prefix(10).map(\.line),
                exchange: answer.number,
                isShown: status != example.status && example.after.isEmpty ? Finding.hasStatus(status) : nil
            )
        )
    }

    private struct Judged {
        let answer: RecordedExchange
        let mismatches: [Mismatch]
    }

    private func attempt(
        _ player: ExamplePlayer,
        _ arguments: (JSONObject) -> JSONObject,
        _ request: (LambdaRequest) -> LambdaRequest
    ) async throws(PlayEnd) -> Attempt<Judged> {
        var player = player
        let made = player.play.context.requests.request(
            action,
            arguments(player.arguments(of: example, action))
        )
        let answer = try await player.play.send(request(made), for: action)
        var mismatches = [
            Mismatch(pointer: JSONPointer(), expected: "status \(example.status)", seen: answer.answerSummary)
        ]
        if answer.response.status == example.status {
            mismatches = player.mismatches(in: answer, of: example, action)
        }
        return Attempt(result: Judged(answer: answer, mismatches: mismatches), isRight: mismatches.isEmpty)
    }
}
