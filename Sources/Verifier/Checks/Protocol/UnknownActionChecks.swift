import Contracts
import JSON
import Lambda

/// Checks that a request for an unknown action is refused.
struct UnknownActionChecks: CaseProvider {
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
        let requests = RequestBuilder(routing: contract.service.routing)
        let member = contract.service.routing.member
        func get(_ action: String) -> LambdaRequest {
            requests.request(method: "GET", query: requests.query(naming: action))
        }
        func post(_ action: JSONValue) -> LambdaRequest {
            requests.request(method: "POST", body: [member: action])
        }
        let unknown = "understudy/no-such-action"
        // A lenient router may accept a similar name, so it must be that of an action that writes nothing.
        let read = contract.workingReads.first(where: \.action.isSafe)?.action.name ?? unknown
        return [
            ("an unknown action in a query", get(unknown), true),
            ("an unknown action in a body", post(.string(unknown)), true),
            ("an action in capitals", get(read.uppercased()), true),
            ("an action with a space behind it", get(read + " "), true),
            ("an action with a slash before it", get("/" + read), true),
            ("an action that is a property of every object", get("constructor"), true),
            ("an action of 10,000 characters", post(.string(String(repeating: "a", count: 10_000))), true),
            ("an action that is a number", post(5), false),
            ("an action that is an object", post(["name": .string(unknown)]), false),
            ("an action that is a list", post([.string(unknown)]), false),
        ]
    }
}
