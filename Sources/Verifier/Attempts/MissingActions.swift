import Contracts
import JSON
import Lambda
import Synchronization
import VerifierEvents

/// The actions that the endpoint does not have, each with the case that has shown it, so that they are not asked again.
final class MissingActions: Sendable {
    private let state = Mutex<[String: CaseIdentity]>([:])

    /// Returns the case that has shown that an action is missing; `nil` for one that may be there.
    func proof(of action: String) -> CaseIdentity? { state.withLock { $0[action] } }

    /// Notes that an action is missing; the first case that shows it is kept.
    func note(_ action: String, shownBy identity: CaseIdentity) {
        state.withLock { state in
            if state[action] == nil { state[action] = identity }
        }
    }
}

extension Attempt {
    /// Returns whether the endpoint refuses an action as it refuses one that nobody has.
    ///
    /// The request is sent once more under a made-up name, then both without arguments: an action that is there refuses at least one
    /// of them for a reason of its own. Where the path holds arguments nothing can be told, since an unknown record may be
    /// refused like an unknown path.
    /// - Parameters:
    ///   - action: The action.
    ///   - arguments: The arguments of a request that has to be served.
    ///   - answer: The response, which refuses it.
    /// - Returns: Whether it does.
    /// - Throws: The end of the attempt, when one of the requests is not answered.
    func isMissing(
        _ action: Action,
        _ arguments: JSONObject,
        _ answer: RecordedExchange
    ) async throws(AttemptEnd) -> Bool {
        guard [400, 404, 405, 501].contains(answer.response.status),
            let unknown = UnknownName(action)
        else { return false }
        let other = try await send(unknown.request(arguments, context.requests), for: nil)
        guard unknown.isSame(answer, other) else { return false }
        let empty = try await send(context.requests.request(action, JSONObject()), for: nil)
        let otherEmpty = try await send(unknown.request(JSONObject(), context.requests), for: nil)
        return unknown.isSame(empty, otherEmpty)
    }
}

/// An action under a name or a path that no service has.
private struct UnknownName {
    private let action: Action
    private let name: String
    private let unknown: String

    /// Creates the name; `nil` for an action whose path has arguments.
    init?(_ action: Action) {
        self.action = action
        guard let path = action.path else {
            (name, unknown) = (action.name, "understudy/no-such-action")
            return
        }
        guard path.arguments.isEmpty else { return nil }
        name = path.text
        unknown = name + "-understudy-no-such-path"
    }

    /// Returns the request of the action under the other name.
    func request(_ arguments: JSONObject, _ requests: RequestBuilder) -> LambdaRequest {
        var other = action
        other.name = action.path == nil ? unknown : action.name
        var request = requests.request(other, arguments)
        if action.path != nil { request.path = unknown }
        return request
    }

    /// Returns whether two responses are the same but for the names that their requests had; a list of all actions may be in both.
    func isSame(_ known: RecordedExchange, _ other: RecordedExchange) -> Bool {
        known.response.status == other.response.status
            && withoutNames(known.response) == withoutNames(other.response)
    }

    private func withoutNames(_ response: LambdaResponse) -> String {
        String(decoding: response.body, as: UTF8.self).replacing(name, with: "").replacing(unknown, with: "")
    }
}
