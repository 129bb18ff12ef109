import Contracts
import JSON
import Lambda

/// An action's working example, played by those who may: what a case of the authorization starts from.
struct BearerStage {
    let cast: BearerCast
    let action: Action
    /// The example's arguments, of the user's records.
    private(set) var arguments = JSONObject()

    /// Makes the example's state; the user is whoever the examples before it are about.
    ///
    /// - Throws: ``PlayEnd/skipped(_:)`` when one of them does not work.
    init(_ play: Play, _ action: Action, _ example: Example) async throws(PlayEnd) {
        cast = try await BearerCast(play, role: action.authorization?.privilegedRole)
        self.action = action
        var player = ExamplePlayer(play)
        for exchange in play.context.contract.exchanges(before: example) {
            let authorization = exchange.action.authorization
            let person: BearerCast.Person?
            if authorization?.isPublic == true {
                person = nil
            } else if authorization?.role != nil {
                person = try await cast.admin()
            } else {
                person = try await cast.user()
            }
            var arguments = player.arguments(of: exchange.example, exchange.action)
            if let subject = authorization?.subject, let person {
                arguments[subject] = .string(person.subject)
            }
            let answer = try await play.call(
                exchange.action,
                arguments,
                form: exchange.example.form.flatMap(exchange.action.form),
                headers: BearerCast.header(person?.token)
            )
            guard answer.response.status == exchange.example.status else {
                throw .skipped(
                    "needs '\(exchange.action.name): \(exchange.example.name)', which was answered"
                        + " \(answer.response.status) with a token for it"
                )
            }
            _ = player.mismatches(in: answer, of: exchange.example, exchange.action)
        }
        arguments = player.arguments(of: example, action)
    }

    /// Sends the action's request with a token, in the name of somebody where it names one.
    func send(_ token: String?, as subject: String?) async throws(PlayEnd) -> RecordedExchange {
        var arguments = arguments
        if let argument = action.authorization?.subject, let subject {
            arguments[argument] = .string(subject)
        }
        return try await cast.play.call(action, arguments, headers: BearerCast.header(token))
    }

    /// Those who may send the request.
    func entitled() async throws(PlayEnd) -> BearerCast.Person {
        action.authorization?.role == nil ? try await cast.user() : try await cast.admin()
    }
}
