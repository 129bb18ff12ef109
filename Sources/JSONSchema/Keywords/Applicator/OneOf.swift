import JSON

/// `oneOf` (JSON Schema Core, section 10.2.1.3): exactly one of the schemas must hold.
struct OneOf: KeywordNode {
    static let definition = KeywordDefinition(
        "oneOf",
        subschemas: .list,
        role: .choice,
        stage: .applicator,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(OneOf(subschemas: try context.subschemaList()))
    }

    let subschemas: [Subschema]

    var inPlaceSubschemas: [Subschema] { subschemas }

    func contribute(to stream: inout StreamConstraints) {
        stream.applicators.append(.oneOf(subschemas))
    }

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

extension OneOf {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            let all = builder.branches(use)
            guard let choice = builder.choice(of: all) else { return }
            let others = all.filter { $0.path != choice.path }.map(\.negated)
            // To violate the others is costly, and mostly happens by itself.
            constraints.pending += builder.random.happens(percent: 50) ? others + [choice] : [choice]
        },
        violate: { use, number, builder, constraints in
            let all = builder.branches(use)
            guard let isNone = builder.way(number, of: all.count > 1 ? [true, false] : [true]) else {
                return false
            }
            constraints.pending += isNone ? all.map(\.negated) : Array(builder.random.shuffled(all).prefix(2))
            return true
        },
        edgeCases: { EdgeCase.branches(of: $0) }
    )
}
