import JSON

/// `minimum` (JSON Schema Validation, section 6.2.4): the least number that is allowed, compared exactly.
struct Minimum: KeywordNode {
    static let definition = KeywordDefinition("minimum") { context throws(SchemaError) in
        .node(Minimum(limit: try context.number()))
    }

    let limit: JSONNumber

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number >= limit) else { return true }
        return evaluation.fail("must be at least \(limit.text), but is \(instance.excerpt)")
    }
}
