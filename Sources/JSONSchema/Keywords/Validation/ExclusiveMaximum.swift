import JSON

/// `exclusiveMaximum` (JSON Schema Validation, section 6.2.3): the number that must not be reached, compared exactly.
struct ExclusiveMaximum: KeywordNode {
    static let definition = KeywordDefinition("exclusiveMaximum") { context throws(SchemaError) in
        .node(ExclusiveMaximum(limit: try context.number()))
    }

    let limit: JSONNumber

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number < limit) else { return true }
        return evaluation.fail("must be less than \(limit.text), but is \(instance.excerpt)")
    }
}
