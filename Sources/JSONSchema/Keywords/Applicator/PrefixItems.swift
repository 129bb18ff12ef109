import JSON

/// `prefixItems` (JSON Schema Core, section 10.3.1.1): schemas for the first items, one each.
struct PrefixItems: KeywordNode {
    static let definition = KeywordDefinition(
        "prefixItems",
        subschemas: .list,
        stage: .applicator
    ) { context throws(SchemaError) in
        .node(PrefixItems(subschemas: try context.subschemaList()))
    }

    let subschemas: [Subschema]

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, !items.isEmpty else { return true }
        var isValid = true
        for (place, (item, subschema)) in zip(items, subschemas).enumerated() {
            evaluation.markEvaluated(place)
            guard !evaluation.apply(subschema, to: item, at: String(place)) else { continue }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        evaluation.annotateEvaluated(
            items.count <= subschemas.count ? true : .number(JSONNumber(subschemas.count - 1))
        )
        return isValid
    }
}
