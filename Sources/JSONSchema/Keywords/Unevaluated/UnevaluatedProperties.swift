import JSON

/// `unevaluatedProperties` (JSON Schema Core, section 11.3): a schema for the members that no other keyword has evaluated,
/// neither beside it nor in the schemas that are applied beside it.
struct UnevaluatedProperties: KeywordNode {
    static let definition = KeywordDefinition(
        "unevaluatedProperties",
        subschemas: .schema,
        role: .other,
        stage: .unevaluated,
        subject: .object,
        generation: generation
    ) { context throws(SchemaError) in
        .node(UnevaluatedProperties(subschema: try context.subschema()))
    }

    let subschema: Subschema

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        let refusal = "must not be present: no schema speaks of this member"
        var isValid = true
        var unevaluated: [JSONValue] = []
        for (place, member) in object.members.enumerated() where !evaluation.isEvaluated(place) {
            if evaluation.wantsEvaluated { unevaluated.append(.string(member.name)) }
            guard !evaluation.apply(subschema, to: member.value, at: member.name, refusal: refusal) else {
                continue
            }
            if evaluation.collector == nil { return false }
            isValid = false
        }
        evaluation.markAllEvaluated()
        evaluation.annotateEvaluated(.array(unevaluated))
        return isValid
    }
}

extension UnevaluatedProperties {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            constraints.unevaluatedMembers.append(builder.subschema(use))
        },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .object)
            guard number ?? 0 == 0 else { return false }
            constraints.freshMembers.append(builder.subschema(use).negated)
            return true
        }
    )
}
