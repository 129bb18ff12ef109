import JSON

/// `not` (JSON Schema Core, section 10.2.1.4): the schema must not hold.
struct Not: KeywordNode {
    static let definition = KeywordDefinition(
        "not",
        subschemas: .schema,
        role: .negation,
        stage: .applicator,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(Not(subschema: try context.subschema()))
    }

    let subschema: Subschema

    var inPlaceSubschemas: [Subschema] { [subschema] }

    func contribute(to stream: inout StreamConstraints) {
        stream.applicators.append(.not(subschema))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard evaluation.test(subschema, on: instance) else { return true }
        return evaluation.fail("must not match the schema in \"not\", but is \(instance.excerpt)")
    }
}

extension Not {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            constraints.pending.append(builder.subschema(use).negated)
        },
        violate: { use, number, builder, constraints in
            guard number ?? 0 == 0 else { return false }
            constraints.pending.append(builder.subschema(use))
            return true
        }
    )
}
