import JSON

/// `exclusiveMinimum` (JSON Schema Validation, section 6.2.5): the number that must be exceeded, compared exactly.
struct ExclusiveMinimum: KeywordNode {
    static let definition = KeywordDefinition("exclusiveMinimum") { context throws(SchemaError) in
        .node(ExclusiveMinimum(limit: try context.number()))
    }

    let limit: JSONNumber

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number > limit) else { return true }
        return evaluation.fail("must be greater than \(limit.text), but is \(instance.excerpt)")
    }
}
