import JSON

/// `maxItems` (JSON Schema Validation, section 6.4.1): the greatest number of items.
struct MaxItems: KeywordNode {
    static let definition = KeywordDefinition("maxItems") { context throws(SchemaError) in
        .node(MaxItems(limit: try context.count()))
    }

    let limit: Int

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, !(items.count <= limit) else { return true }
        return evaluation.fail("must have at most \(Wording.count(limit, "item")), but has \(items.count)")
    }
}
