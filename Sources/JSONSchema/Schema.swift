public import JSON

/// A compiled schema of JSON Schema 2020-12: compile once, validate many instances, from any number of threads.
///
/// ```swift
/// var registry = SchemaRegistry()
/// try registry.add(common, at: "https://example.com/common.json")
/// let schema = try registry.compile("https://example.com/common.json#/$defs/identifier")
/// for error in schema.validate(instance).errors {
///     print(error)  // /customer_id must be at least 1 character long, but is empty
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
    public var location: String { program.location.text }

    /// The keywords, of this schema and of those that it refers to, that compile and yet check nothing.
    public var warnings: [SchemaWarning] { program.warnings }

    /// Whether an instance is valid: the specification's flag output, and the fast way.
    ///
    /// A valid instance costs no memory, unless the schema uses `uniqueItems` on long arrays or nests deeply.
    /// - Complexity: O(*s* * *n*) for *s* keywords that apply to each of *n* values, plus what patterns need.
    public func isValid(_ instance: JSONValue) -> Bool {
        Evaluation.run(program, on: instance).isValid
    }

    /// Whether a text is JSON and valid: the fastest way, because values are made only where a keyword needs them.
    ///
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - parser: The rules of the text.
    /// - Returns: Whether the parser would take the text and the schema its value. For the reason why not, parse it and ask for
    ///   ``errors(in:)``.
    /// - Complexity: As ``isValid(_:)``.
    public func isValid(utf8 bytes: [UInt8], parser: JSONParser = JSONParser()) -> Bool {
        verdict(utf8: bytes, parser: parser).isValid
    }

    /// Decides whether a text is JSON and valid, as ``isValid(utf8:parser:)``, and keeps what helps to find the errors.
    ///
    /// ```swift
    /// let verdict = schema.verdict(utf8: bytes)
    /// guard !verdict.isValid else { return [] }
    /// return schema.errors(in: try JSONValue(parsing: bytes), after: verdict)
    /// ```
    ///
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - parser: The rules of the text.
    /// - Returns: The verdict.
    /// - Complexity: As ``isValid(_:)``.
    public func verdict(utf8 bytes: [UInt8], parser: JSONParser = JSONParser()) -> TextVerdict {
        switch bytes.withUnsafeBufferPointer({ verdict(on: $0, parser) }) {
        case .valid: TextVerdict(isValid: true, passed: [])
        case .invalid(let passed): TextVerdict(isValid: false, passed: passed)
        case .undecided:
            TextVerdict(isValid: (try? parser.parse(bytes)).map(isValid) ?? false, passed: [])
        }
    }

    /// Returns whether a member of that name makes no difference to whether an object is valid.
    ///
    /// An object without the member can then be validated by the bytes of a text that has it.
    /// - Parameter name: The member's name.
    /// - Returns: `false` also where that cannot be told from the keywords that apply to the object itself, at most 64 schemas.
    /// - Complexity: O(*s*) in the number of those schemas; allocates nothing.
    public func disregards(member name: String) -> Bool {
        guard let stream = program.stream else { return false }
        var name = name
        return withExtendedLifetime(stream) {
            name.withUTF8 { bytes in
                var budget = 64
                return stream.view.pointee.disregards(
                    UnsafeRawBufferPointer(bytes),
                    at: stream.root,
                    budget: &budget
                )
            }
        }
    }

    /// The result of the fused pass.
    func verdict(on bytes: UnsafeBufferPointer<UInt8>, _ parser: JSONParser) -> StreamEvaluation.Verdict {
        guard parser.duplicateNames == .refuse, parser.byteOrderMark == .refuse,
            parser.maximumDepth >= JSONParser().maximumDepth,
            let stream = program.stream
        else { return .undecided }
        return StreamEvaluation.run(stream, on: bytes)
    }

    /// The keywords that fail; none when the instance is valid, and then this is as fast as ``isValid(_:)``.
    ///
    /// At most 1,000 are listed.
    public func errors(in instance: JSONValue) -> [SchemaOutputUnit] {
        isValid(instance) ? [] : collect(.errors, from: instance).errors
    }

    /// The keywords that fail, at most 1,000, in a value whose text has been judged already.
    ///
    /// - Parameters:
    ///   - instance: The value of the text.
    ///   - verdict: What ``verdict(utf8:parser:)`` said about the text. Items before the first that is not valid are not looked at
    ///     again.
    /// - Returns: The errors; none when the text is valid.
    /// - Complexity: O(*s* * *n*) for *s* keywords that apply to each of *n* values that are looked at.
    public func errors(in instance: JSONValue, after verdict: TextVerdict) -> [SchemaOutputUnit] {
        verdict.isValid ? [] : collect(.errors, from: instance, passed: verdict.passed).errors
    }

    /// Returns the output for an instance: every failing keyword (at most 1,000), or every annotation.
    ///
    /// - Complexity: That of ``isValid(_:)``, and O(*d*) for each error or annotation at a depth of *d*.
    public func validate(_ instance: JSONValue) -> SchemaOutput {
        collect(isValid(instance) ? .annotations : .errors, from: instance)
    }

    private func collect(
        _ kind: OutputCollector.Kind,
        from instance: JSONValue,
        passed: [PassedItems] = []
    ) -> SchemaOutput {
        let evaluation = Evaluation.run(program, on: instance, collecting: kind, passed: passed).evaluation
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
            address: program.location,
            keyword: "",
            message:
                "must not make more than \(program.options.maximumDepth) schemas apply inside each other, but does"
        )
    }
}
