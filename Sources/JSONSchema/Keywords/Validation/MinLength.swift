import JSON

/// `minLength` (JSON Schema Validation, section 6.3.2): the least number of characters, which are Unicode scalars (RFC 8259).
struct MinLength: KeywordNode {
    static let definition = KeywordDefinition(
        "minLength",
        subject: .string,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(MinLength(limit: try context.count()))
    }

    let limit: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.length.least = limit
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        // A scalar takes at most four bytes.
        if text.utf8.count / 4 >= limit { return true }
        let length = text.scalarCount
        if length >= limit { return true }
        return evaluation.fail(
            "must be at least \(Wording.count(limit, "character")) long, but is \(length == 0 ? "empty" : String(length))"
        )
    }
}

extension MinLength {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let count = use.value.intValue { constraints.lengths.atLeast(count) }
        },
        violate: { use, constraints in
            constraints.restrict(to: .string)
            guard let count = use.value.intValue, count > 0 else { return false }
            constraints.lengths.atMost(count - 1)
            return true
        },
        edgeCases: { use in
            guard let limit = use.value.intValue, limit <= 500_000 else { return [] }
            return [limit, limit + 1].map { count in
                EdgeCase(name: Wording.count(count, "character"), effect: .length(count), script: .plain)
            }
        }
    )
}
