import JSON

/// `maximum` (JSON Schema Validation, section 6.2.2): the greatest number that is allowed, compared exactly.
struct Maximum: KeywordNode {
    static let definition = KeywordDefinition(
        "maximum",
        subject: .number,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(Maximum(limit: try context.number()))
    }

    let limit: JSONNumber

    func contribute(to stream: inout StreamConstraints) {
        stream.numberRules.append(.greatest(limit))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number <= limit) else { return true }
        return evaluation.fail("must be at most \(limit.text), but is \(instance.excerpt)")
    }
}

extension Maximum {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let number = use.value.numberValue { constraints.lower(to: number, isExclusive: false) }
        },
        violate: { use, constraints in
            guard let number = use.value.numberValue else { return false }
            constraints.restrict(to: .number)
            constraints.raise(to: number, isExclusive: true)
            return true
        },
        edgeCases: { EdgeCase.numbers(around: $0.value) }
    )
}
