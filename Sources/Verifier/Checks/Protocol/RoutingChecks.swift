import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks the precedence of the query's and the body's action, and requests without any.
struct RoutingChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.queryActionWins, .emptyQueryActionUsesBody, .noAction400]

    func cases(of contract: Contract) -> [PlannedCase] {
        queryWins(contract) + emptyQuery(contract) + noAction(contract)
    }

    /// The query names the write, the body another action that would refuse the arguments.
    private func queryWins(_ contract: Contract) -> [PlannedCase] {
        let names = contract.service.routing
        guard names.parameter != nil, names.member != nil else { return [] }
        return contract.rules(for: .queryActionWins, of: nil).flatMap { rule in
            contract.workingWrites.filter { $0.action.path == nil }.compactMap { write -> PlannedCase? in
                guard write.action.forms.isEmpty,
                    let other = contract.workingWrites.map(\.action).first(where: {
                        $0.path == nil && $0.name != write.action.name && $0.refuses(write.example.request)
                    })
                else { return nil }
                return PlannedCase(
                    suite: write.action.name,
                    kind: .protocol,
                    name: "the query's action wins over the body's",
                    rules: [rule]
                ) { attempt throws(AttemptEnd) in
                    let requests = attempt.context.requests
                    let how = "named by the query while the body names \(other.name)"
                    try await WorkingRequest(write.action, write.example, rule, how).run(attempt) { request in
                        let body = (try? JSONValue(parsing: request.body))?.objectValue ?? JSONObject()
                        return requests.request(
                            method: request.method,
                            query: requests.query(naming: write.action.name),
                            body: requests.body(naming: other.name, body)
                        )
                    }
                }
            }
        }
    }

    private func emptyQuery(_ contract: Contract) -> [PlannedCase] {
        let names = contract.service.routing
        guard let write = contract.representativeWrite, names.parameter != nil,
            names.place(for: write.action) == .member
        else { return [] }
        return contract.rules(for: .emptyQueryActionUsesBody, of: nil).map { rule in
            PlannedCase.transport("an empty action in the query leaves it to the body", [rule]) {
                attempt throws(AttemptEnd) in
                let query = attempt.context.requests.query(naming: "").encoded
                try await WorkingRequest(
                    write.action,
                    write.example,
                    rule,
                    "with an empty action in the query"
                )
                .run(attempt) { request in
                    var request = request
                    request.rawQuery = query
                    return request
                }
            }
        }
    }

    private func noAction(_ contract: Contract) -> [PlannedCase] {
        contract.rules(for: .noAction400, of: nil).flatMap { rule in
            let names = contract.service.routing
            let requests = RequestBuilder(routing: names)
            var sent: [(name: String, request: LambdaRequest, expected: StatusExpectation)] = []
            func add(_ name: String, _ request: LambdaRequest, _ expected: StatusExpectation? = nil) {
                sent.append((name, request, expected ?? rule.status ?? .exact(400)))
            }
            if !names.places.isEmpty {
                add("a GET without an action", requests.request(method: "GET"))
                add(
                    "a POST without an action",
                    requests.request(method: "POST", body: ["understudy": true])
                )
                add("a POST without a body", requests.request(method: "POST"))
            }
            if names.parameter != nil {
                let query = requests.query(naming: "")
                add("a GET with an empty action", requests.request(method: "GET", query: query))
            }
            if let member = names.member {
                // Either names no action, or an unknown one: any refusal is right.
                let refused = StatusExpectation.anyOfClass(4)
                add(
                    "a POST with an empty action",
                    requests.request(method: "POST", body: [member: ""]),
                    refused
                )
                add(
                    "a POST whose action is null",
                    requests.request(method: "POST", body: [member: nil]),
                    refused
                )
            }
            // A path that is an action's is no request without one.
            let routing = Routing(contract)
            return sent.filter { routing.route($0.request).route == nil }.map { name, request, expected in
                PlannedCase.transport(name, [rule]) { attempt throws(AttemptEnd) in
                    let answer = try await attempt.send(request, for: nil)
                    guard !expected.matches(answer.response.status) else { return }
                    try attempt.require(
                        Finding(
                            rule: rule,
                            summary: "\(name) was answered \(answer.response.status) instead of \(expected)",
                            [.status(Evidence(expected), answer.response)],
                            exchange: answer.number,
                            isShown: { !expected.matches($0.response.status) }
                        )
                    )
                }
            }
        }
    }
}
