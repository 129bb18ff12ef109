import Contracts
import JSON
import JSONSchema
import Lambda

/// Validates a request's arguments against its action's contract.
struct RequestCheck: Sendable {
    /// The rule that a refused request breaks, where the contract has one.
    private let refusalRule: String?
    private let sources: SourceFiles
    private let routingMember: String?

    init(_ contract: Contract) {
        sources = contract.sources
        routingMember = contract.service.routing.member
        refusalRule = contract.rules(for: .parameterRefused).first?.id
    }

    /// Returns the violations in the arguments of a request; `nil` when they are valid, or there are none to check.
    func refusal(of route: Route, in request: LambdaRequest) -> GateFinding? {
        guard let arguments = route.arguments else { return nil }
        let action = route.action
        // The pass over the bytes is the fast one, and most requests are right.
        if route.isBody, isValid(request.body, by: action.request.schema) { return nil }
        let value = JSONValue.object(arguments)
        guard !action.request.schema.isValid(value) else { return nil }
        if let missing = missingArgument(arguments, of: action) {
            let place = JSONPointer().appending(missing)
            return GateFinding(rule: refusalRule, pointer: place, message: "\(missing) is missing or empty")
        }
        guard let unit = action.request.schema.relevantErrors(in: value).first else {
            return GateFinding(
                rule: refusalRule,
                message: "the request breaks the contract of \(action.name)"
            )
        }
        return GateFinding(
            rule: refusalRule,
            pointer: unit.instanceLocation,
            message: reason(for: unit, in: value)
        )
    }

    /// Returns whether a body is valid; `false` also where the routing member, which is no argument, would play a part in it.
    private func isValid(_ body: [UInt8], by schema: Schema) -> Bool {
        if let routingMember, !schema.disregards(member: routingMember) { return false }
        return schema.isValid(utf8: body)
    }

    /// Returns the problem, with the argument's name; a pattern is replaced by its description, if there is one.
    private func reason(for unit: SchemaOutputUnit, in value: JSONValue) -> String {
        let tokens = unit.instanceLocation.tokens
        let name = tokens.isEmpty ? "the request" : tokens.joined(separator: ".")
        guard unit.keyword == "pattern", let description = description(beside: unit),
            let text = value[unit.instanceLocation]?.compactText, text.utf8.count < 200
        else { return "\(name) \(unit.message)" }
        return "\(name) is \(text); expected: \(description)"
    }

    private func description(beside unit: SchemaOutputUnit) -> String? {
        let parts = unit.absoluteKeywordLocation.split(separator: "#", maxSplits: 1)
        guard parts.count == 2, let file = parts[0].split(separator: ":///", maxSplits: 1).last,
            let pointer = try? JSONPointer(String(parts[1]))
        else { return nil }
        let schema = JSONPointer(tokens: pointer.tokens.dropLast())
        return sources[String(file)]?.document.value[schema]?["description"]?.stringValue
    }

    /// Returns the SHOULDs that a request breaks.
    func advice(on arguments: JSONObject, for action: Action) -> [GateFinding] {
        let unknown = UnknownMembers.of(arguments, in: action)
        guard !action.advice.isEmpty else { return unknown }
        let value = JSONValue.object(arguments)
        return unknown
            + action.advice.flatMap { advice in
                Findings.of(value, by: advice.schema, rule: advice.rule).prefix(1)
            }
    }

    private func missingArgument(_ arguments: JSONObject, of action: Action) -> String? {
        action.request.requiredNames.first { arguments[$0] == nil }
    }
}
