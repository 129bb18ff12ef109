import JSON

/// `maxProperties` (JSON Schema Validation, section 6.5.1): the greatest number of members.
struct MaxProperties: KeywordNode {
    static let definition = KeywordDefinition(
        "maxProperties",
        subject: .object,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(MaxProperties(limit: try context.count()))
    }

    let limit: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.memberCount.greatest = limit
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let members) = instance, !(members.count <= limit) else { return true }
        return evaluation.fail(
            "must have at most \(Wording.count(limit, "member")), but has \(members.count)"
        )
    }
}

extension MaxProperties {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let count = use.value.intValue { constraints.memberCounts.atMost(count) }
        },
        violate: { use, constraints in
            constraints.restrict(to: .object)
            guard let count = use.value.intValue, count < KeywordGeneration.mostParts else { return false }
            constraints.memberCounts.atLeast(count + 1)
            return true
        },
        edgeCases: { EdgeCase.counts(at: $0.value, next: -1, of: "member") }
    )
}
