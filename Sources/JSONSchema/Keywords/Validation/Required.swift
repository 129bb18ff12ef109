import JSON

/// `required` (JSON Schema Validation, section 6.5.3): the members that must be present.
struct Required: KeywordNode {
    static let definition = KeywordDefinition("required") { context throws(SchemaError) in
        let names = try context.names()
        return names.isEmpty ? .nothing : .node(Required(names: names))
    }

    let names: [String]

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        for name in names where object[name] == nil {
            return evaluation.fail(message(object))
        }
        return true
    }

    private func message(_ object: JSONObject) -> String {
        let missing = names.filter { object[$0] == nil }
        return
            "must have \(Wording.members(missing)), but \(missing.count == 1 ? "it is" : "they are") missing"
    }
}
