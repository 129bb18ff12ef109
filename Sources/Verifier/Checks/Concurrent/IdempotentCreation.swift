import Conformance
import Contracts
import JSON
import VerifierEvents

/// A request that creates a record the first time and returns the same one afterwards, sent several times at once for the
/// first time: one record is made.
///
/// The contract says so by two examples of the same request, the later one after the earlier one and with its id.
struct IdempotentCreation: Sendable {
    /// The number of records, and of concurrent requests for each.
    private static let rounds = 3
    private static let requests = 6

    private let action: Action
    private let example: Example
    /// The rule of the later example.
    private let rule: Rule?
    /// The place of the id in the response.
    private let place: JSONPointer

    /// Returns the creations of a contract, one for each action at most.
    static func all(in contract: Contract) -> [IdempotentCreation] {
        contract.actions.filter { !$0.isSafe && !$0.isSingleton }.compactMap { action in
            action.examples.lazy.compactMap { IdempotentCreation(action, again: $0, contract) }.first
        }
    }

    private init?(_ action: Action, again: Example, _ contract: Contract) {
        let before = contract.exchanges(before: again)
        guard again.isSuccess, again.form == nil, let body = again.body,
            let first = before.first(where: { $0.action.name == action.name })?.example,
            first.isSuccess, first.form == nil, first.request == again.request,
            !contract.exchanges(before: first).contains(where: { $0.action.name == action.name }),
            let place = action.annotations(ofResponse: body, status: again.status).entries.first(where: {
                $0.annotation.identity == .server
            })?.pointer,
            let id = body[place], id == first.body?[place]
        else { return nil }
        self.action = action
        self.example = first
        self.place = place
        rule = again.rule.flatMap(contract.rule)
    }

    /// Returns the case; the rules apply where the example names none.
    func planned(_ rules: [Rule]) -> PlannedCase {
        let rules = rule.map { [$0] } ?? rules
        return PlannedCase(
            suite: action.name,
            kind: .concurrent,
            name: "'\(example.name)' several times at once makes one record",
            rules: rules
        ) { attempt throws(AttemptEnd) in
            for round in 0..<Self.rounds { try await run(round, rules, attempt) }
        }
    }

    private func run(_ round: Int, _ rules: [Rule], _ attempt: Attempt) async throws(AttemptEnd) {
        var runner = ExampleRunner(
            attempt,
            changes: ExampleRunner.Changes(identifierSuffix: "-once-\(round)")
        )
        let arguments = try await runner.preparedArguments(of: example, action)
        var answers = try await attempt.atOnce(Array(repeating: arguments, count: Self.requests)) {
            arguments,
            place async throws(AttemptEnd) -> RecordedExchange in
            try await attempt.call(action, arguments, place: place)
        }
        // The record that is there in the end.
        answers.append(try await attempt.call(action, arguments))
        // A request may be refused because another one was under way.
        let ids = answers.filter(\.isSuccess).compactMap { $0.json?[place] }
        guard let last = answers.last, let kept = ids.last, let other = ids.first(where: { $0 != kept })
        else { return }
        for rule in rules {
            try attempt.require(
                Finding(
                    rule: rule,
                    summary:
                        "\(action.name), \(Self.requests) times at once, was answered with different ids at '\(place)'",
                    [.value(at: place, Evidence(other), kept)],
                    exchange: last.number
                )
            )
        }
    }
}
