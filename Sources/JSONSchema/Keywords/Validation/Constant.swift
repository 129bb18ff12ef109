import JSON

/// `const` (JSON Schema Validation, section 6.1.3): the one value that is allowed, compared as JSON (``JSONValue``).
struct Constant: KeywordNode {
    static let definition = KeywordDefinition("const", isCoveragePoint: true, generation: generation) {
        context throws(SchemaError) in
        .node(Constant(value: context.value))
    }

    let value: JSONValue

    func contribute(to stream: inout StreamConstraints) {
        stream.allow([value])
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if instance == value { return true }
        return evaluation.fail(expecting: value, "must be \(value.excerpt), but is \(instance.excerpt)")
    }
}

extension Constant {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, _, constraints in constraints.restrict(to: [use.value]) },
        violate: { use, number, _, constraints in Enumeration.violate([use.value], number, &constraints) }
    )
}
