import JSON

/// `exclusiveMaximum` (JSON Schema Validation, section 6.2.3): the number that must not be reached, compared exactly.
struct ExclusiveMaximum: KeywordNode {
    static let definition = KeywordDefinition(
        "exclusiveMaximum",
        subject: .number,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(ExclusiveMaximum(limit: try context.number()))
    }

    let limit: JSONNumber

    func contribute(to stream: inout StreamConstraints) {
        stream.numberRules.append(.below(limit))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !(number < limit) else { return true }
        return evaluation.fail("must be less than \(limit.text), but is \(instance.excerpt)")
    }
}

extension ExclusiveMaximum {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let number = use.value.numberValue { constraints.lower(to: number, isExclusive: true) }
        },
        violate: { use, constraints in
            guard let number = use.value.numberValue else { return false }
            constraints.restrict(to: .number)
            constraints.raise(to: number, isExclusive: false)
            return true
        },
        edgeCases: { EdgeCase.numbers(around: $0.value) }
    )
}
