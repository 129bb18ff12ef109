import JSON

/// `multipleOf` (JSON Schema Validation, section 6.2.1), on exact decimals: 0.3 is a multiple of 0.1.
struct MultipleOf: KeywordNode {
    static let definition = KeywordDefinition(
        "multipleOf",
        subject: .number,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        let divisor = try context.number()
        guard divisor > 0 else { throw context.invalid(expected: "a number greater than 0") }
        return .node(MultipleOf(divisor: divisor))
    }

    let divisor: JSONNumber

    func contribute(to stream: inout StreamConstraints) {
        stream.numberRules.append(.multiple(of: divisor))
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = instance, !number.isMultiple(of: divisor) else { return true }
        return evaluation.fail("must be a multiple of \(divisor.text), but is \(instance.excerpt)")
    }
}

extension MultipleOf {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let number = use.value.numberValue { constraints.divisors.append(number) }
        },
        violate: { use, constraints in
            guard let number = use.value.numberValue else { return false }
            constraints.restrict(to: .number)
            constraints.nonDivisors.append(number)
            return true
        },
        edgeCases: { EdgeCase.numbers(around: $0.value) }
    )
}
