import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that requests without an API key, and with one that the service does not know, are refused.
struct APIKeyChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.keyRequired, .keyInvalid]

    /// A way to send no good key.
    private struct Way: Sendable {
        let check: BuiltInCheck
        let name: String
        /// The key; empty for none.
        let key: String
    }

    private static let ways = [
        Way(check: .keyRequired, name: "without an API key", key: ""),
        Way(check: .keyInvalid, name: "with an unknown API key", key: "understudy-unknown-key"),
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        guard contract.service.apiKeys != nil else { return [] }
        let ofActions = contract.actions.flatMap { action -> [PlannedCase] in
            guard action.authorization?.isPublic != true, let example = action.workingExample else {
                return []
            }
            return Self.ways.map { way in
                let rules = contract.rules(for: way.check, of: action)
                return PlannedCase(
                    suite: action.name,
                    kind: .extension,
                    name: "refused \(way.name)",
                    rules: rules
                ) { attempt throws(AttemptEnd) in
                    var runner = ExampleRunner(attempt)
                    let arguments = try await runner.preparedArguments(of: example, action)
                    let request = attempt.context.requests.request(action, arguments)
                    try await Self.judge(request, for: action, way, rules, attempt)
                }
            }
        }
        return ofActions + ofUnknownPaths(contract)
    }

    /// Whether the key or the path is looked at first is up to the service: both refuse.
    private func ofUnknownPaths(_ contract: Contract) -> [PlannedCase] {
        guard contract.actions.contains(where: { $0.path != nil }) else { return [] }
        return Self.ways.map { way in
            let rules = contract.rules(for: way.check, of: nil).filter { $0.status == nil }
            return .transport("an unknown path is refused \(way.name)", kind: .extension, rules) {
                attempt throws(AttemptEnd) in
                let path = "/understudy-no-such-path"
                let request = attempt.context.requests.request(method: "GET", path: path)
                try await Self.judge(request, for: nil, way, rules, attempt)
            }
        }
    }

    private static func judge(
        _ request: LambdaRequest,
        for action: Action?,
        _ way: Way,
        _ rules: [Rule],
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        guard let key = attempt.context.key else {
            throw .skipped("every request has the key of a --header; give it by --api-key")
        }
        let answer = try await attempt.send(key.replaced(by: way.key, in: request), for: action)
        Refusal(what: "\(action?.name ?? "an unknown path") \(way.name)", rules).judge(answer, attempt)
    }
}
