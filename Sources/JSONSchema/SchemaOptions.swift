/// What a schema's author leaves to the one who compiles it.
public struct SchemaOptions: Sendable, Hashable {
    /// Whether `format` is checked.
    ///
    /// False by default: `format` is then an annotation, as the specification has it
    /// (JSON Schema Validation, section 7.2). A schema whose meta schema uses the format-assertion vocabulary is checked in
    /// any case.
    public var formatAssertion: Bool
    /// How many schemas may be applied inside each other before an instance is refused as too deep.
    ///
    /// It bounds the stack, and it ends a `$dynamicRef` that leads back to itself. An instance of depth 512 under a schema
    /// that refers to itself needs about 1,000; the meta schema of JSON Schema needs 1,300 there.
    /// From 1 to ``greatestDepth``; what is beyond counts as the nearest of these.
    public var maximumDepth: Int

    /// The greatest ``maximumDepth`` that has an effect: its stack is still easy to get.
    public static let greatestDepth = 20_000

    /// Makes options.
    public init(formatAssertion: Bool = false, maximumDepth: Int = 3_000) {
        self.formatAssertion = formatAssertion
        self.maximumDepth = maximumDepth
    }
}
