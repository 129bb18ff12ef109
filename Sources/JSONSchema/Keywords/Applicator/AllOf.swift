import JSON

/// `allOf` (JSON Schema Core, section 10.2.1.1): every schema must hold.
struct AllOf: KeywordNode {
    static let definition = KeywordDefinition(
        "allOf",
        subschemas: .list,
        role: .all,
        stage: .applicator,
        generation: generation
    ) { context throws(SchemaError) in
        .node(AllOf(subschemas: try context.subschemaList()))
    }

    let subschemas: [Subschema]

    var inPlaceSubschemas: [Subschema] { subschemas }

    func contribute(to stream: inout StreamConstraints) {
        stream.all += subschemas
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        var isValid = true
        for subschema in subschemas where !evaluation.apply(subschema, to: instance) {
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        return isValid
    }
}

extension AllOf {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in constraints.pending += builder.branches(use) },
        violate: { use, number, builder, constraints in
            guard let branch = builder.way(number, of: builder.branches(use)) else { return false }
            constraints.pending.append(branch.negated)
            return true
        }
    )
}
