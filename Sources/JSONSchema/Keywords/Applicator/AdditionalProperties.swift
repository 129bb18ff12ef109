import JSON

/// `additionalProperties` (JSON Schema Core, section 10.3.2.3): a schema for the members that `properties` and
/// `patternProperties` beside it do not speak of.
struct AdditionalProperties: KeywordNode {
    static let definition = KeywordDefinition(
        "additionalProperties",
        subschemas: .schema,
        role: .other,
        stage: .applicator,
        subject: .object,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        var patterns: [TextPattern] = []
        for source in context.sibling("patternProperties")?.value.objectValue?.names ?? [] {
            patterns.append(try TextPattern(source, at: context.location.appending("patternProperties").text))
        }
        return .node(
            AdditionalProperties(
                subschema: try context.subschema(),
                names: context.sibling("properties")?.value.objectValue?.names ?? [],
                patterns: patterns
            )
        )
    }

    let subschema: Subschema
    /// The members that `properties` speaks of, in the order in which it does.
    let names: [String]
    private let known: NameLookup
    let patterns: [TextPattern]

    init(subschema: Subschema, names: [String], patterns: [TextPattern]) {
        self.subschema = subschema
        self.names = names
        known = NameLookup(names)
        self.patterns = patterns
    }

    func contribute(to stream: inout StreamConstraints) {
        stream.otherMembers = subschema
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance else { return true }
        var isValid = true
        var additional: [JSONValue] = []
        let members = object.members
        for place in members.indices where isAdditional(members[place].name) {
            let member = members[place]
            evaluation.markEvaluated(place)
            if evaluation.wantsEvaluated { additional.append(.string(member.name)) }
            guard !evaluation.apply(subschema, to: member.value, at: member.name, refusal: refusal) else {
                continue
            }
            if evaluation.canStopEarly { return false }
            isValid = false
        }
        evaluation.annotateEvaluated(.array(additional))
        return isValid
    }

    private func isAdditional(_ name: String) -> Bool {
        // Undecidable patterns are reported by `patternProperties` already.
        known.place(of: name) == nil && patterns.allSatisfy { $0.verdict(on: name) == .differs }
    }

    private var refusal: String {
        if !patterns.isEmpty { return "must not be present: neither its name nor a pattern allows it" }
        if names.isEmpty { return "must not be present: no member is allowed" }
        return "must not be present: the only members are \(Wording.list(names))"
    }
}

extension AdditionalProperties {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, builder, constraints in builder.constrainMembers(use, &constraints) },
        violate: { use, number, builder, constraints in
            constraints.restrict(to: .object)
            guard number ?? 0 == 0 else { return false }
            constraints.freshMembers.append(builder.subschema(use).negated)
            return true
        }
    )
}
