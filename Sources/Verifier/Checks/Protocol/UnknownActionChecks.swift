import Contracts
import JSON
import Lambda

/// Checks that a request for an unknown action is refused.
struct UnknownActionChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.unknownActionRefused, .unknownActionStatus]

    func cases(of contract: Contract) -> [PlannedCase] {
        let refused = contract.rules(for: .unknownActionRefused, of: nil)
        let status = contract.rules(for: .unknownActionStatus, of: nil)
        return requests(contract).map { name, request, isText in
            PlannedCase.transport(name, refused + (isText ? status : [])) { attempt throws(AttemptEnd) in
                let answer = try await attempt.send(request, for: nil)
                Refusal(what: name, refused: refused, status: isText ? status : []).judge(answer, attempt)
            }
        }
    }

    /// The requests; those whose action is not a text may as well count as malformed.
    private func requests(_ contract: Contract) -> [(name: String, request: LambdaRequest, isText: Bool)] {
        let names = contract.service.routing
        let requests = RequestBuilder(routing: names)
        let unknown = "understudy/no-such-action"
        // A lenient router may accept a similar name, so it must be that of an action that writes nothing.
        let read = contract.workingReads.first(where: \.action.isSafe)?.action.name ?? unknown
        let long = String(repeating: "a", count: 10_000)
        var all: [(name: String, request: LambdaRequest, isText: Bool)] = []
        if names.parameter != nil {
            func get(_ action: String) -> LambdaRequest {
                requests.request(method: "GET", query: requests.query(naming: action))
            }
            all += [
                ("an unknown action in a query", get(unknown), true),
                ("an action in capitals", get(read.uppercased()), true),
                ("an action with a space behind it", get(read + " "), true),
                ("an action with a slash before it", get("/" + read), true),
                ("an action that is a property of every object", get("constructor"), true),
            ]
        }
        if let member = names.member {
            func post(_ action: JSONValue) -> LambdaRequest {
                requests.request(method: "POST", body: [member: action])
            }
            all += [
                ("an unknown action in a body", post(.string(unknown)), true),
                ("an action of 10,000 characters", post(.string(long)), true),
                ("an action that is a number", post(5), false),
                ("an action that is an object", post(["name": .string(unknown)]), false),
                ("an action that is a list", post([.string(unknown)]), false),
            ]
        }
        if let header = names.header {
            func post(_ value: String) -> LambdaRequest {
                requests.request(method: "POST", body: [:], headers: [HeaderField(header.name, value)])
            }
            all += [
                ("an unknown action in a header", post(header.prefix + "NoSuchAction"), true),
                ("an action without its prefix in a header", post("no-prefix.NoSuchAction"), true),
            ]
        }
        if contract.actions.contains(where: { $0.path != nil }) {
            for method in ["GET", "POST"] {
                let path = "/understudy-no-such-path"
                all.append(
                    ("\(method) of an unknown path", requests.request(method: method, path: path), true)
                )
            }
        }
        // What is an action's name for once is not unknown.
        let routing = Routing(contract)
        return all.filter { routing.route($0.request).route == nil }
    }
}
