import JSON

/// `pattern` (JSON Schema Validation, section 6.3.3): a regular expression that must be found somewhere in the text.
struct PatternKeyword: KeywordNode {
    static let definition = KeywordDefinition("pattern") { context throws(SchemaError) in
        .node(PatternKeyword(pattern: try TextPattern(try context.string(), at: context.keywordLocation)))
    }

    let pattern: TextPattern

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
