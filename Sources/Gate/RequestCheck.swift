import Contracts
import JSON
import JSONSchema

/// Checks a request's arguments against its action's contract.
struct RequestCheck: Sendable {
    /// The rule that a refused request breaks, where the contract has one.
    private let refusalRule: String?

    init(_ contract: Contract) {
        refusalRule = contract.rules(for: .parameterRefused).first?.id
    }

    /// Why the arguments have to be refused; `nil` when they keep the contract.
    func refusal(of arguments: JSONObject, for action: Action) -> GateFinding? {
        let value = JSONValue.object(arguments)
        guard !action.request.schema.isValid(value) else { return nil }
        if let missing = missingArgument(arguments, of: action) {
            let place = JSONPointer().appending(missing)
            return GateFinding(rule: refusalRule, pointer: place, message: "\(missing) is missing or empty")
        }
        var finding =
            Findings.of(value, by: action.request.schema, rule: refusalRule).first
            ?? GateFinding(rule: refusalRule, message: "breaks the contract of \(action.name)")
        let name =
            finding.pointer.tokens.isEmpty ? "the request" : finding.pointer.tokens.joined(separator: ".")
        finding.message = "\(name) \(finding.message)"
        return finding
    }

    /// What a request should look like and does not.
    func advice(on arguments: JSONObject, for action: Action) -> [GateFinding] {
        guard !action.advice.isEmpty else { return [] }
        let value = JSONValue.object(arguments)
        return action.advice.flatMap { advice in
            Findings.of(value, by: advice.schema, rule: advice.rule).prefix(1)
        }
    }

    private func missingArgument(_ arguments: JSONObject, of action: Action) -> String? {
        action.request.source["required"]?.arrayValue?
            .compactMap(\.stringValue)
            .first { arguments[$0] == nil }
    }
}
