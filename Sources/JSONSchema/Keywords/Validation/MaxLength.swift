import JSON

/// `maxLength` (JSON Schema Validation, section 6.3.1): the greatest number of characters, which are Unicode scalars (RFC 8259).
struct MaxLength: KeywordNode {
    static let definition = KeywordDefinition(
        "maxLength",
        subject: .string,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(MaxLength(limit: try context.count()))
    }

    let limit: Int

    func contribute(to stream: inout StreamConstraints) {
        stream.length.greatest = limit
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        // Every scalar takes at least one byte.
        if text.utf8.count <= limit { return true }
        let length = text.scalarCount
        if length <= limit { return true }
        return evaluation.fail(
            "must be at most \(Wording.count(limit, "character")) long, but is \(length == 0 ? "empty" : String(length))"
        )
    }
}

extension MaxLength {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let count = use.value.intValue { constraints.lengths.atMost(count) }
        },
        violate: { use, constraints in
            constraints.restrict(to: .string)
            guard let count = use.value.intValue, count < KeywordGeneration.longestText else { return false }
            constraints.lengths.atLeast(count + 1)
            return true
        },
        edgeCases: { use in
            guard let limit = use.value.intValue, limit <= 500_000 else { return [] }
            let plain = [limit - 1, limit].filter { $0 >= 0 }.map { count in
                EdgeCase(name: Wording.count(count, "character"), effect: .length(count), script: .plain)
            }
            return plain
                + [TextScript.astral, .combining].map { script in
                    EdgeCase(
                        name: "\(Wording.count(limit, "character")), \(script.rawValue)",
                        effect: .length(limit),
                        script: script
                    )
                }
        }
    )
}
