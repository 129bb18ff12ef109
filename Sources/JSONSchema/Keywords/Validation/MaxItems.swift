import JSON

/// `maxItems` (JSON Schema Validation, section 6.4.1): the greatest number of items.
struct MaxItems: KeywordNode {
    static let definition = KeywordDefinition(
        "maxItems",
        subject: .array,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(MaxItems(limit: try context.count()))
    }

    let limit: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.itemCount.greatest = limit
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, !(items.count <= limit) else { return true }
        return evaluation.fail("must have at most \(Wording.count(limit, "item")), but has \(items.count)")
    }
}

extension MaxItems {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let count = use.value.intValue { constraints.itemCounts.atMost(count) }
        },
        violate: { use, constraints in
            constraints.restrict(to: .array)
            guard let count = use.value.intValue, count < KeywordGeneration.mostParts else { return false }
            constraints.itemCounts.atLeast(count + 1)
            return true
        },
        edgeCases: { EdgeCase.counts(at: $0.value, next: -1, of: "item") }
    )
}
