import JSON

/// `oneOf` (JSON Schema Core, section 10.2.1.3): exactly one of the schemas must hold.
struct OneOf: KeywordNode {
    static let definition = KeywordDefinition(
        "oneOf",
        subschemas: .list,
        stage: .applicator
    ) { context throws(SchemaError) in
        .node(OneOf(subschemas: try context.subschemaList()))
    }

    let subschemas: [Subschema]

    var inPlaceSubschemas: [Subschema] { subschemas }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        let marks = evaluation.marks
        var first: Int?
        var second: Int?
        for (place, subschema) in subschemas.enumerated() where evaluation.attempt(subschema, on: instance) {
            if first == nil {
                first = place
            } else if second == nil {
                second = place
                if evaluation.canStopEarly { return false }
            }
        }
        guard let first else {
            return evaluation.fail(
                before: marks,
                "must match exactly one of \(Wording.count(subschemas.count, "schema")), but matches none"
            )
        }
        evaluation.dropErrors(since: marks)
        guard let second else { return true }
        return evaluation.fail(
            "must match exactly one of \(Wording.count(subschemas.count, "schema")), "
                + "but matches those at \(first) and \(second)"
        )
    }
}
