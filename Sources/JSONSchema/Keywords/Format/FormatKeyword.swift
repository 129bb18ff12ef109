import JSON

/// `format` (JSON Schema Validation, section 7): what a text means.
///
/// An annotation, unless the options or the meta schema's
/// format-assertion vocabulary ask for it to be checked. An unknown format is never checked.
struct FormatKeyword: KeywordNode {
    /// The keyword in the format-annotation vocabulary.
    static let annotationDefinition = KeywordDefinition("format", subject: .string, generation: generation) {
        context throws(SchemaError) in
        try compile(context, isAssertion: context.options.formatAssertion)
    }

    /// The keyword in the format-assertion vocabulary.
    static let assertionDefinition = KeywordDefinition("format", subject: .string, generation: generation) {
        context throws(SchemaError) in
        try compile(context, isAssertion: true)
    }

    let name: String
    let check: @Sendable (String) -> Bool

    func contribute(to stream: inout StreamConstraints) {
        stream.formats.append(
            Format.byteChecker(named: name)
                ?? ByteCheck { [check] in check(String(decoding: $0, as: UTF8.self)) }
        )
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if case .string(let text) = instance, !check(text) {
            return evaluation.fail("must be of the format \(name), but is \(instance.excerpt)")
        }
        evaluation.annotate(.string(name))
        return true
    }

    private static func compile(
        _ context: KeywordContext,
        isAssertion: Bool
    ) throws(SchemaError) -> CompiledKeyword {
        let name = try context.string()
        guard let check = Format.checker(named: name) else {
            context.warn(.unknownFormat(name))
            return .annotation
        }
        guard isAssertion else { return .annotation }
        return .node(FormatKeyword(name: name, check: check))
    }
}

extension FormatKeyword {
    fileprivate static let generation = KeywordGeneration.assertion(
        constrain: { use, constraints in
            if let format = use.value.stringValue { constraints.formats.append(format) }
        },
        violate: { use, constraints in
            guard let format = use.value.stringValue else { return false }
            constraints.restrict(to: .string)
            constraints.nonFormats.append(format)
            return true
        },
        edgeCases: { use in
            let format = use.value.stringValue ?? ""
            return EdgeCase.texts(for: use.name)
                + FormatText.edgeCases(of: format).map { edge in
                    EdgeCase(name: "\(format), \(edge.name)", effect: .value(.string(edge.text)))
                }
        }
    )
}
