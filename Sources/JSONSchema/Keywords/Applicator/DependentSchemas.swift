import JSON

/// `dependentSchemas` (JSON Schema Core, section 10.2.2.4): a schema must hold where a member is present.
struct DependentSchemas: KeywordNode {
    static let definition = KeywordDefinition(
        "dependentSchemas",
        subschemas: .map,
        stage: .applicator
    ) { context throws(SchemaError) in
        .node(DependentSchemas(dependents: try context.subschemaMap()))
    }

    let dependents: [(name: String, subschema: Subschema)]

    var inPlaceSubschemas: [Subschema] { dependents.map(\.subschema) }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        for (name, subschema) in dependents where object[name] != nil {
            let isSatisfied = evaluation.apply(
                subschema,
                to: instance,
                refusal: "must not have the member \(JSONValue.string(name).excerpt), but has it"
            )
            if isSatisfied { continue }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        return isValid
    }
}
