import JSON

/// `dependentRequired` (JSON Schema Validation, section 6.5.4): the members that must be present where another is.
struct DependentRequired: KeywordNode {
    static let definition = KeywordDefinition("dependentRequired") { context throws(SchemaError) in
        var dependents: [(name: String, required: [String])] = []
        for member in try context.object() {
            dependents.append((member.name, try context.names(in: member.value)))
        }
        return .node(DependentRequired(dependents: dependents))
    }

    let dependents: [(name: String, required: [String])]

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        for (name, required) in dependents where object[name] != nil {
            guard required.contains(where: { object[$0] == nil }) else { continue }
            isValid = evaluation.fail(message(object, name, required))
            if evaluation.canStopEarly { return false }
        }
        return isValid
    }

    private func message(_ object: JSONObject, _ name: String, _ required: [String]) -> String {
        let missing = required.filter { object[$0] == nil }
        return "must have \(Wording.members(missing)) because it has \(JSONValue.string(name).excerpt), "
            + "but \(missing.count == 1 ? "it is" : "they are") missing"
    }
}
