import JSON

/// `maximum` (JSON Schema Validation, section 6.2.2): the greatest number that is allowed, compared exactly.
struct Maximum: KeywordNode {
    static let definition = KeywordDefinition("maximum") { context throws(SchemaError) in
        .node(Maximum(limit: try context.number()))
    }

    let limit: JSONNumber

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number <= limit) else { return true }
        return evaluation.fail("must be at most \(limit.text), but is \(instance.excerpt)")
    }
}
