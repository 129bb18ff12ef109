import JSON

/// `uniqueItems` (JSON Schema Validation, section 6.4.3): no two items are equal as JSON (``JSONValue``).
struct UniqueItems: KeywordNode {
    static let definition = KeywordDefinition(
        "uniqueItems",
        subject: .array,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        try context.boolean() ? .node(UniqueItems()) : .nothing
    }

    /// Arrays up to this length are compared pair by pair, which takes no memory.
    private static let longestComparison = 8

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let items) = instance, let (first, second) = Self.equalItems(in: items) else {
            return true
        }
        return evaluation.fail("must have no two equal items, but those at \(first) and \(second) are equal")
    }

    /// The places of two equal items, if there are any.
    private static func equalItems(in items: [JSONValue]) -> (first: Int, second: Int)? {
        guard items.count > longestComparison else {
            for second in items.indices.dropFirst() {
                for first in 0..<second where items[first] == items[second] { return (first, second) }
            }
            return nil
        }
        var places: [JSONValue: Int] = [:]
        for (place, item) in items.enumerated() {
            if let first = places.updateValue(place, forKey: item) { return (first, place) }
        }
        return nil
    }
}

extension UniqueItems {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in constraints.isUnique = constraints.isUnique || use.value == true },
        violate: { use, constraints in
            guard use.value == true else { return false }
            constraints.restrict(to: .array)
            constraints.hasEqualItems = true
            constraints.itemCounts.atLeast(2)
            return true
        }
    )
}
