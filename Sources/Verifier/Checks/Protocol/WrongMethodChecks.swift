import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that an action with the wrong method is refused, and that the refusal names the right one.
struct WrongMethodChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.wrongMethodRefused, .wrongMethodStatus, .wrongMethodAllow]

    private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    func cases(of contract: Contract) -> [PlannedCase] {
        let refused = contract.rules(for: .wrongMethodRefused, of: nil)
        let status = contract.rules(for: .wrongMethodStatus, of: nil)
        let allow = contract.rules(for: .wrongMethodAllow, of: nil)
        return contract.actions.flatMap { action -> [PlannedCase] in
            let known = Self.methods(at: action, contract)
            return Self.methods.filter { !known.contains($0) }.map { method in
                PlannedCase(
                    suite: action.name,
                    kind: .protocol,
                    name: "\(method) instead of \(action.method)",
                    rules: refused + status + allow
                ) { attempt throws(AttemptEnd) in
                    let answer = try await attempt.send(Self.request(method, action, attempt), for: action)
                    Refusal(what: "\(method) of \(action.name)", refused: refused, status: status)
                        .judge(answer, attempt)
                    judgeAllow(answer, method, action, allow, attempt)
                }
            }
        }
    }

    /// The query names the action, so that the body need not be read; the arguments are where a client with the wrong
    /// method would put them.
    private static func request(_ method: String, _ action: Action, _ attempt: Attempt) -> LambdaRequest {
        let requests = attempt.context.requests
        let arguments =
            action.workingExample.map { ExampleRunner(attempt).arguments(of: $0, action) } ?? JSONObject()
        guard action.path == nil, requests.names.parameter != nil, requests.names.header == nil else {
            var request = requests.request(action, arguments)
            request.method = method
            if method == "GET" {
                request.body = []
                request.headers["Content-Type"] = nil
            }
            return request
        }
        guard method != "GET" else {
            return requests.request(method: method, query: requests.query(naming: action.name, arguments))
        }
        return requests.request(
            method: method,
            query: requests.query(
                naming: action.name,
                action.request.place == .query ? arguments : JSONObject()
            ),
            body: requests.body(naming: action.name, arguments)
        )
    }

    /// The methods of an action, and those of others with its path.
    private static func methods(at action: Action, _ contract: Contract) -> [String] {
        guard action.path != nil else { return [action.method] }
        let example = action.workingExample?.request ?? JSONObject()
        let request = RequestEncoder(contract.service.routing).request(for: action, example)
        return Routing(contract).route(request).route?.methods ?? [action.method]
    }

    private func judgeAllow(
        _ answer: RecordedExchange,
        _ method: String,
        _ action: Action,
        _ rules: [Rule],
        _ attempt: Attempt
    ) {
        // Other refusals than 405 need no Allow header (RFC 9110, section 15.5.6).
        guard answer.response.status == 405 else { return }
        let allowed = answer.response.headers.values(for: "Allow").joined(separator: ",")
        let isNamed = { @Sendable (text: String) in
            text.split(separator: ",").contains { $0.filter { $0 != " " }.uppercased() == action.method }
        }
        guard !isNamed(allowed) else { return }
        for rule in rules {
            attempt.note(
                Finding(
                    rule: rule,
                    summary: "the refusal of \(method) of \(action.name) does not allow \(action.method)",
                    [.header("Allow", "Allow with \(action.method)", answer.response)],
                    exchange: answer.number,
                    isShown: {
                        $0.response.status == 405
                            && !isNamed($0.response.headers.values(for: "Allow").joined(separator: ","))
                    }
                )
            )
        }
    }
}
