import JSON

/// `properties` (JSON Schema Core, section 10.3.2.1): schemas for members by name.
struct Properties: KeywordNode {
    static let definition = KeywordDefinition(
        "properties",
        subschemas: .map,
        role: .properties,
        stage: .applicator,
        subject: .object,
        generation: generation
    ) { context throws(SchemaError) in
        .node(Properties(try context.subschemaMap()))
    }

    private let names: NameLookup
    /// In the order of the names.
    private let subschemas: [Subschema]

    init(_ map: [(name: String, subschema: Subschema)]) {
        names = NameLookup(map.map(\.name))
        subschemas = map.map(\.subschema)
    }

    func contribute(to stream: inout StreamConstraints) {
        stream.members = zip(names.list, subschemas).map { ($0, $1) }
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        let members = object.members
        var isValid = true
        for place in members.indices {
            guard let known = names.place(of: members[place].name) else { continue }
            evaluation.markEvaluated(place)
            guard !evaluation.apply(subschemas[known], to: members[place].value, at: members[place].name)
            else {
                continue
            }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        evaluation.annotateEvaluated(
            .array(object.names.filter { names.place(of: $0) != nil }.map { .string($0) })
        )
        return isValid
    }
}

extension Properties {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in builder.constrainMembers(use, &constraints) },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .object)
            guard let entry = builder.way(number, of: use.value.objectValue?.members ?? []) else {
                return false
            }
            let inner = builder.resolver.child(entry.value, of: use.place, use.name, entry.name)
            constraints.require(entry.name)
            constraints.pinnedMembers[ExactString(entry.name), default: []].append(inner.negated)
            return true
        },
        edgeCases: { use in
            let required = Set(
                (use.schema["required"]?.arrayValue ?? []).compactMap(\.stringValue).map { ExactString($0) }
            )
            return (use.value.objectValue ?? JSONObject()).filter { !required.contains(ExactString($0.name)) }
                .flatMap { property in
                    [
                        EdgeCase(
                            name: "is there",
                            steps: [use.name, property.name],
                            member: property.name,
                            effect: .none
                        ),
                        EdgeCase(
                            name: "is left out of all",
                            member: property.name,
                            effect: .without(property.name),
                            optionals: .all
                        ),
                    ]
                }
        }
    )
}
