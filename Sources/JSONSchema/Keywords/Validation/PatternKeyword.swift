import JSON

/// `pattern` (JSON Schema Validation, section 6.3.3): a regular expression that must be found somewhere in the text.
struct PatternKeyword: KeywordNode {
    static let definition = KeywordDefinition(
        "pattern",
        subject: .string,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        .node(PatternKeyword(pattern: try TextPattern(try context.string(), at: context.keywordLocation)))
    }

    let pattern: TextPattern

    func contribute(to stream: inout StreamConstraints) {
        stream.patterns.append(pattern.automaton)
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = instance else { return true }
        switch pattern.verdict(on: text) {
        case .matches: return true
        case .differs:
            return evaluation.fail("must match the pattern \(pattern.source), but is \(instance.excerpt)")
        case .undecided: return evaluation.fail(pattern.undecidedMessage(of: instance.excerpt))
        }
    }
}

extension PatternKeyword {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let pattern = use.value.stringValue { constraints.patterns.append(pattern) }
        },
        violate: { use, constraints in
            guard let pattern = use.value.stringValue else { return false }
            constraints.restrict(to: .string)
            constraints.nonPatterns.append(pattern)
            return true
        },
        edgeCases: { EdgeCase.texts(for: $0.name) }
    )
}
