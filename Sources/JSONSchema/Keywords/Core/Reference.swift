import JSON

/// `$ref` (JSON Schema Core, section 8.2.3.1): the schema found at a URI must hold too.
struct Reference: KeywordNode {
    static let definition = KeywordDefinition(
        "$ref",
        role: .reference,
        stage: .applicator,
        generation: generation
    ) { context throws(SchemaError) in
        .node(Reference(target: try context.reference().subschema))
    }

    let target: Subschema

    var inPlaceSubschemas: [Subschema] { [target] }

    func contribute(to stream: inout StreamConstraints) {
        stream.all.append(target)
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        evaluation.apply(target, to: instance)
    }
}

extension Reference {
    static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            // Unresolved references do not compile.
            if let target = builder.target(of: use) { constraints.pending.append(target) }
        },
        violate: { use, number, builder, constraints in
            guard number ?? 0 == 0, let target = builder.target(of: use) else { return false }
            constraints.pending.append(target.negated)
            return true
        }
    )
}
