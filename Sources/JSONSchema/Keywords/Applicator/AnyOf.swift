import JSON

/// `anyOf` (JSON Schema Core, section 10.2.1.2): at least one of the schemas must hold.
struct AnyOf: KeywordNode {
    static let definition = KeywordDefinition(
        "anyOf",
        subschemas: .list,
        role: .choice,
        stage: .applicator,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(AnyOf(subschemas: try context.subschemaList()))
    }

    let subschemas: [Subschema]

    var inPlaceSubschemas: [Subschema] { subschemas }

    func contribute(to stream: inout StreamConstraints) {
        stream.applicators.append(.anyOf(subschemas))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        let marks = evaluation.marks
        var isValid = false
        for subschema in subschemas where evaluation.attempt(subschema, on: instance) {
            if evaluation.canStopEarly { return true }
            isValid = true
        }
        guard !isValid else {
            evaluation.dropErrors(since: marks)
            return true
        }
        return evaluation.fail(
            before: marks,
            "must match at least one of \(Wording.count(subschemas.count, "schema")), but matches none"
        )
    }
}

extension AnyOf {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            if let choice = builder.choice(of: builder.branches(use)) { constraints.pending.append(choice) }
        },
        violate: { use, number, builder, constraints in
            guard number ?? 0 == 0 else { return false }
            constraints.pending += builder.branches(use).map(\.negated)
            return true
        },
        edgeCases: { EdgeCase.branches(of: $0) }
    )
}
