import JSON

/// `minimum` (JSON Schema Validation, section 6.2.4): the least number that is allowed, compared exactly.
struct Minimum: KeywordNode {
    static let definition = KeywordDefinition(
        "minimum",
        subject: .number,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(Minimum(limit: try context.number()))
    }

    let limit: JSONNumber

    func contribute(to stream: inout StreamConstraints) {
        stream.numberRules.append(.least(limit))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number >= limit) else { return true }
        return evaluation.fail("must be at least \(limit.text), but is \(instance.excerpt)")
    }
}

extension Minimum {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let number = use.value.numberValue { constraints.raise(to: number, isExclusive: false) }
        },
        violate: { use, constraints in
            guard let number = use.value.numberValue else { return false }
            constraints.restrict(to: .number)
            constraints.lower(to: number, isExclusive: true)
            return true
        },
        edgeCases: { EdgeCase.numbers(around: $0.value) }
    )
}
