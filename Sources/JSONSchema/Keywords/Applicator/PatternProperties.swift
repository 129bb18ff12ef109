import JSON

/// `patternProperties` (JSON Schema Core, section 10.3.2.2): schemas for members whose name matches a pattern.
struct PatternProperties: KeywordNode {
    static let definition = KeywordDefinition(
        "patternProperties",
        subschemas: .map,
        role: .other,
        stage: .applicator,
        subject: .object,
        generation: generation
    ) { context throws(SchemaError) in
        var entries: [(pattern: TextPattern, subschema: Subschema)] = []
        for (source, subschema) in try context.subschemaMap() {
            let pattern = try TextPattern(
                source,
                at: context.location.appending(context.name).appending(source).text
            )
            entries.append((pattern, subschema))
        }
        return .node(PatternProperties(entries: entries))
    }

    let entries: [(pattern: TextPattern, subschema: Subschema)]

    func contribute(to stream: inout StreamConstraints) {
        stream.patternMembers = entries.map { ($0.pattern.automaton, $0.subschema) }
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        var matched: [JSONValue] = []
        for (place, member) in object.members.enumerated() {
            var isMatched = false
            for (pattern, subschema) in entries {
                switch pattern.verdict(on: member.name) {
                case .matches:
                    isMatched = true
                    guard !evaluation.apply(subschema, to: member.value, at: member.name) else { continue }
                case .differs:
                    continue
                case .undecided:
                    _ = evaluation.fail(at: member.name, pattern.undecidedMessage(of: "the name"))
                }
                if evaluation.canStopEarly { return false }
                isValid = false
            }
            guard isMatched else { continue }
            evaluation.markEvaluated(place)
            if evaluation.wantsEvaluated { matched.append(.string(member.name)) }
        }
        evaluation.annotateEvaluated(.array(matched))
        return isValid
    }
}

extension PatternProperties {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in builder.constrainMembers(use, &constraints) },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .object)
            guard let entry = builder.way(number, of: use.value.objectValue?.members ?? []),
                let name = builder.nameMatching(entry.name)
            else { return false }
            let inner = builder.resolver.child(entry.value, of: use.place, use.name, entry.name)
            constraints.require(name)
            constraints.pinnedMembers[ExactString(name), default: []].append(inner.negated)
            return true
        }
    )
}
