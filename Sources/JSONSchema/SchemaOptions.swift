/// Options of compiling a schema.
public struct SchemaOptions: Sendable, Hashable {
    /// The greatest ``maximumDepth`` there can be: its stack is still easy to get.
    public static let greatestDepth = 20_000

    /// Whether `format` is checked.
    ///
    /// False by default: `format` is then an annotation, as the specification has it
    /// (JSON Schema Validation, section 7.2). A schema whose meta schema uses the format-assertion vocabulary is checked in
    /// any case.
    public let formatAssertion: Bool
    /// Whether `properties`, `items` and the like report the members and items that they evaluated.
    ///
    /// False by default: they are rarely needed, and there is one for every object and array.
    public let applicatorAnnotations: Bool
    /// The maximum nesting of applied schemas before an instance is refused as too deep.
    ///
    /// It bounds the stack, and it ends a `$dynamicRef` that leads back to itself. An instance of depth 512 under a schema
    /// that refers to itself needs about 1,000; the meta schema of JSON Schema needs 1,300 there.
    public let maximumDepth: Int

    /// The keywords whose annotations are collected; those of every keyword when `nil`, the default.
    ///
    /// Collecting one keyword's annotations does not cost the titles and descriptions beside it.
    public let annotationKeywords: Set<String>?

    /// Creates options.
    ///
    /// - Parameters:
    ///   - formatAssertion: Whether `format` is checked.
    ///   - applicatorAnnotations: Whether applicators report the positions that they evaluated.
    ///   - annotationKeywords: The keywords whose annotations are collected; every keyword's when `nil`.
    ///   - maximumDepth: How deep schemas may apply each other; the nearest number from 1 to ``greatestDepth`` counts.
    public init(
        formatAssertion: Bool = false,
        applicatorAnnotations: Bool = false,
        annotationKeywords: Set<String>? = nil,
        maximumDepth: Int = 3_000
    ) {
        self.annotationKeywords = annotationKeywords
        self.formatAssertion = formatAssertion
        self.applicatorAnnotations = applicatorAnnotations
        self.maximumDepth = min(max(maximumDepth, 1), Self.greatestDepth)
    }

    /// Whether the annotations of a keyword are collected.
    func collects(_ keyword: String) -> Bool {
        annotationKeywords?.contains(keyword) ?? true
    }
}
