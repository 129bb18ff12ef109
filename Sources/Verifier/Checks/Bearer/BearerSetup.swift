import Contracts
import JSON
import Lambda

/// The setup of a case of the authorization checks: an action's working example, run by permitted callers.
struct BearerSetup {
    let identities: BearerIdentities
    let action: Action
    /// The example's arguments, with the user's records.
    private(set) var arguments = JSONObject()

    /// Creates the example's state; the user is the subject of the examples before it.
    ///
    /// - Throws: ``AttemptEnd/skipped(_:)`` when one of them does not work.
    init(_ attempt: Attempt, _ action: Action, _ example: Example) async throws(AttemptEnd) {
        identities = try await BearerIdentities(attempt, role: action.authorization?.privilegedRole)
        self.action = action
        var runner = ExampleRunner(attempt)
        for exchange in attempt.context.contract.exchanges(before: example) {
            let authorization = exchange.action.authorization
            let person: BearerIdentities.Person?
            if authorization?.isPublic == true {
                person = nil
            } else if authorization?.role != nil {
                person = try await identities.privileged()
            } else {
                person = try await identities.user()
            }
            var arguments = runner.arguments(of: exchange.example, exchange.action)
            if let subject = authorization?.subject, let person {
                arguments[subject] = .string(person.subject)
            }
            let answer = try await attempt.call(
                exchange.action,
                arguments,
                form: exchange.example.form.flatMap(exchange.action.form),
                headers: BearerIdentities.header(person?.token)
            )
            guard answer.response.status == exchange.example.status else {
                throw .skipped(
                    "needs '\(exchange.action.name): \(exchange.example.name)', which was answered"
                        + " \(answer.response.status) with a token for it"
                )
            }
            _ = runner.deviations(in: answer, of: exchange.example, exchange.action)
        }
        arguments = runner.arguments(of: example, action)
    }

    /// Sends the action's request with a token; a given subject replaces the argument that identifies the caller.
    func send(_ token: String?, as subject: String?) async throws(AttemptEnd) -> RecordedExchange {
        var arguments = arguments
        if let argument = action.authorization?.subject, let subject {
            arguments[argument] = .string(subject)
        }
        return try await identities.attempt.call(action, arguments, headers: BearerIdentities.header(token))
    }

    /// The callers who may send the request.
    func entitled() async throws(AttemptEnd) -> BearerIdentities.Person {
        action.authorization?.role == nil ? try await identities.user() : try await identities.privileged()
    }
}
