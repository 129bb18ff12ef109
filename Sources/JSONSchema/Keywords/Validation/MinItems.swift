import JSON

/// `minItems` (JSON Schema Validation, section 6.4.2): the least number of items.
struct MinItems: KeywordNode {
    static let definition = KeywordDefinition("minItems") { context throws(SchemaError) in
        .node(MinItems(limit: try context.count()))
    }

    let limit: Int

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, !(items.count >= limit) else { return true }
        return evaluation.fail("must have at least \(Wording.count(limit, "item")), but has \(items.count)")
    }
}
