import Contracts
import Lambda

/// Checks that a body on a GET whose query names the action is ignored.
struct GetBodyChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.getBodyIgnored]

    private static let bodies = [
        ("that is an object", #"{"action":"understudy/no-such-action","limit":0}"#),
        ("that is not JSON", "understudy"),
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        guard let read = contract.representativeRead, read.action.method == "GET" else { return [] }
        return contract.rules(for: .getBodyIgnored, of: nil).flatMap { rule in
            Self.bodies.map { name, body in
                PlannedCase.transport("a GET with a body \(name)", [rule]) { attempt throws(AttemptEnd) in
                    try await WorkingRequest(read.action, read.example, rule, "with a body \(name)").run(
                        attempt
                    ) {
                        request in
                        var request = request
                        request.body = Array(body.utf8)
                        request.headers["Content-Type"] = "application/json"
                        return request
                    }
                }
            }
        }
    }
}
