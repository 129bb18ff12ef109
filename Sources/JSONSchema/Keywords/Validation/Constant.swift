import JSON

/// `const` (JSON Schema Validation, section 6.1.3): the one value that is allowed, compared as JSON (``JSONValue``).
struct Constant: KeywordNode {
    static let definition = KeywordDefinition("const") { context throws(SchemaError) in
        .node(Constant(value: context.value))
    }

    let value: JSONValue

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if instance == value { return true }
        return evaluation.fail("must be \(value.excerpt), but is \(instance.excerpt)")
    }
}
