import Contracts
import JSON
import Lambda

/// The user in whose name a request is sent, where the service knows it from a token alone.
///
/// Checks treat the claimed argument like any other, as an id that the client chooses. It travels in a header of its own, which
/// is replaced by a token before the request leaves the verifier.
enum RequestUser {
    private static let header = "Understudy-User"

    /// Takes the user out of the arguments of an action.
    ///
    /// - Returns: The header for the user; `nil` where the arguments name none.
    static func header(from arguments: inout JSONObject, of action: Action) -> HeaderField? {
        var user: String?
        for name in action.userArguments {
            user = arguments[name]?.stringValue ?? user
            arguments[name] = nil
        }
        return user.map { HeaderField(header, $0) }
    }

    /// Names another user as the sender of a request, in place of the one of its token.
    static func set(_ user: String, in request: inout LambdaRequest) {
        request.headers["Authorization"] = nil
        request.headers[header] = user
    }

    /// Takes the header off a request, and returns the user in it.
    static func take(from request: inout LambdaRequest) -> String? {
        guard let user = request.headers[header] else { return nil }
        request.headers[header] = nil
        return user
    }
}

extension Action {
    /// The arguments that a request has to have, those that a token says included.
    var neededArguments: [String] { request.requiredNames + userArguments }

    /// Returns those of the arguments that a request has to have.
    func needed(of arguments: JSONObject) -> JSONObject {
        let needed = neededArguments
        return JSONObject(arguments.filter { needed.contains($0.name) })
    }
}

extension Contract {
    /// The user of the examples of services that know their users from tokens alone: the one whom their responses name.
    ///
    /// - Complexity: O(*n*) in the size of the examples.
    var userOfExamples: String {
        var counts: [ExactString: Int] = [:]
        for action in actions where !action.userArguments.isEmpty {
            for example in action.examples {
                for name in action.userArguments {
                    if let user = example.request[name]?.stringValue { return user }
                }
                guard example.isSuccess, let body = example.body else { continue }
                let own = Set(JSONValue.object(example.request).texts.map { ExactString($0) })
                for entry in action.annotations(ofResponse: body, status: example.status).entries
                where entry.annotation.identity == .client {
                    guard let text = body[entry.pointer]?.stringValue, !own.contains(ExactString(text)) else {
                        continue
                    }
                    counts[ExactString(text), default: 0] += 1
                }
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key.string ?? "user"
    }
}
