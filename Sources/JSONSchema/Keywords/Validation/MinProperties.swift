import JSON

/// `minProperties` (JSON Schema Validation, section 6.5.2): the least number of members.
struct MinProperties: KeywordNode {
    static let definition = KeywordDefinition(
        "minProperties",
        subject: .object,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(MinProperties(limit: try context.count()))
    }

    let limit: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.memberCount.least = limit
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let members) = instance, !(members.count >= limit) else { return true }
        return evaluation.fail(
            "must have at least \(Wording.count(limit, "member")), but has \(members.count)"
        )
    }
}

extension MinProperties {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let count = use.value.intValue { constraints.memberCounts.atLeast(count) }
        },
        violate: { use, constraints in
            constraints.restrict(to: .object)
            guard let count = use.value.intValue, count > 0 else { return false }
            constraints.memberCounts.atMost(count - 1)
            return true
        },
        edgeCases: { EdgeCase.counts(at: $0.value, next: 1, of: "member") }
    )
}
