import JSON

/// `propertyNames` (JSON Schema Core, section 10.3.2.4): a schema for the members' names.
struct PropertyNames: KeywordNode {
    static let definition = KeywordDefinition(
        "propertyNames",
        subschemas: .schema,
        role: .other,
        stage: .applicator,
        subject: .object,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(PropertyNames(subschema: try context.subschema()))
    }

    let subschema: Subschema

    func contribute(to stream: inout StreamConstraints) {
        stream.names = subschema
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        let marks = evaluation.marks
        var isValid = true
        for member in object.members
        where !evaluation.apply(subschema, to: .string(member.name), at: member.name) {
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        // The location is the member's, so messages have to mention that they are about the name; annotations of a name must
        // not be taken for the value's.
        evaluation.rewordErrors(since: marks) { "has a name that \($0)" }
        evaluation.dropAnnotations(since: marks)
        return isValid
    }
}

extension PropertyNames {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in constraints.nameRules.append(builder.subschema(use)) },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .object)
            guard number ?? 0 == 0 else { return false }
            constraints.oddNames.append(builder.subschema(use).negated)
            return true
        }
    )
}
