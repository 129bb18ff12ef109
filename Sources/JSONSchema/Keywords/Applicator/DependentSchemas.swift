import JSON

/// `dependentSchemas` (JSON Schema Core, section 10.2.2.4): a schema must hold where a member is present.
struct DependentSchemas: KeywordNode {
    static let definition = KeywordDefinition(
        "dependentSchemas",
        subschemas: .map,
        role: .all,
        stage: .applicator,
        generation: generation
    ) { context throws(SchemaError) in
        .node(DependentSchemas(dependents: try context.subschemaMap()))
    }

    let dependents: [(name: String, subschema: Subschema)]

    var inPlaceSubschemas: [Subschema] { dependents.map(\.subschema) }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        for (name, subschema) in dependents where object[name] != nil {
            let isSatisfied = evaluation.apply(
                subschema,
                to: instance,
                refusal: "must not have the member \(JSONValue.string(name).excerpt), but has it"
            )
            if isSatisfied { continue }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        return isValid
    }
}

extension DependentSchemas {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in
            for dependency in use.value.objectValue ?? JSONObject() {
                let inner = builder.resolver.child(dependency.value, of: use.place, use.name, dependency.name)
                if builder.isTargeted(at: inner.path) || builder.random.happens(percent: 30) {
                    constraints.require(dependency.name)
                    constraints.pending.append(inner)
                } else if constraints.required.contains(ExactString(dependency.name)) {
                    constraints.pending.append(inner)
                } else {
                    constraints.forbidden.insert(ExactString(dependency.name))
                }
            }
        },
        violate: { use, number, builder, constraints in
            guard let entry = builder.way(number, of: use.value.objectValue?.members ?? []) else {
                return false
            }
            constraints.require(entry.name)
            constraints.pending.append(
                builder.resolver.child(entry.value, of: use.place, use.name, entry.name).negated
            )
            return true
        }
    )
}
