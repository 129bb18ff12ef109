import JSON

/// `exclusiveMinimum` (JSON Schema Validation, section 6.2.5): the number that must be exceeded, compared exactly.
struct ExclusiveMinimum: KeywordNode {
    static let definition = KeywordDefinition(
        "exclusiveMinimum",
        subject: .number,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(ExclusiveMinimum(limit: try context.number()))
    }

    let limit: JSONNumber

    func contribute(to stream: inout StreamConstraints) {
        stream.numberRules.append(.above(limit))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number > limit) else { return true }
        return evaluation.fail("must be greater than \(limit.text), but is \(instance.excerpt)")
    }
}

extension ExclusiveMinimum {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let number = use.value.numberValue { constraints.raise(to: number, isExclusive: true) }
        },
        violate: { use, constraints in
            guard let number = use.value.numberValue else { return false }
            constraints.restrict(to: .number)
            constraints.lower(to: number, isExclusive: false)
            return true
        },
        edgeCases: { EdgeCase.numbers(around: $0.value) }
    )
}
