public import JSON

/// A compiled schema of JSON Schema 2020-12: compile once, validate many instances, from any number of threads.
///
/// ```swift
/// var registry = SchemaRegistry()
/// try registry.add(common, at: "https://example.com/common.json")
/// let schema = try registry.compile("https://example.com/common.json#/$defs/identifier")
/// for error in schema.validate(instance).errors {
///     print(error)  // /user_id must be at least 1 character long, but is empty
/// }
/// ```
public struct Schema: Sendable {
    private let program: SchemaProgram
    /// The schema as it was written.
    public let source: JSONValue

    init(_ program: SchemaProgram, source: JSONValue) {
        self.program = program
        self.source = source
    }

    /// The schema's own address: the URI of its schema resource, and a JSON Pointer from there as fragment.
    public var location: String { program.location }

    /// Whether an instance is valid: the specification's flag output, and the fast way.
    ///
    /// - Complexity: O(*s* * *n*) for *s* keywords that apply to each of *n* values, plus what patterns and `uniqueItems` need.
    public func isValid(_ instance: JSONValue) -> Bool {
        var evaluation = Evaluation(program, collecting: false)
        return evaluation.apply(program.root, to: instance) && !evaluation.isExhausted
    }

    /// What the schema has to say about an instance: every failing keyword, or every annotation.
    public func validate(_ instance: JSONValue) -> SchemaOutput {
        var evaluation = Evaluation(program, collecting: true)
        _ = evaluation.apply(program.root, to: instance)
        guard !evaluation.isExhausted else { return SchemaOutput(errors: [tooDeep]) }
        return SchemaOutput(
            errors: evaluation.collector?.errors ?? [],
            annotations: evaluation.collector?.annotations ?? []
        )
    }

    private var tooDeep: SchemaOutputUnit {
        SchemaOutputUnit(
            instanceLocation: JSONPointer(),
            keywordLocation: JSONPointer(),
            absoluteKeywordLocation: location,
            keyword: "",
            message:
                "must not make more than \(program.maximumDepth) schemas apply inside each other, but does"
        )
    }
}
