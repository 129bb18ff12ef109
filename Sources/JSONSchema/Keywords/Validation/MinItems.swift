import JSON

/// `minItems` (JSON Schema Validation, section 6.4.2): the least number of items.
struct MinItems: KeywordNode {
    static let definition = KeywordDefinition(
        "minItems",
        subject: .array,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(MinItems(limit: try context.count()))
    }

    let limit: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.itemCount.least = limit
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, !(items.count >= limit) else { return true }
        return evaluation.fail("must have at least \(Wording.count(limit, "item")), but has \(items.count)")
    }
}

extension MinItems {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let count = use.value.intValue { constraints.itemCounts.atLeast(count) }
        },
        violate: { use, constraints in
            constraints.restrict(to: .array)
            guard let count = use.value.intValue, count > 0 else { return false }
            constraints.itemCounts.atMost(count - 1)
            return true
        },
        edgeCases: { EdgeCase.counts(at: $0.value, next: 1, of: "item") }
    )
}
