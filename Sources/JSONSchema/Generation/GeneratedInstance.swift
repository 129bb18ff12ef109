public import JSON

/// A valid instance that reaches one edge of a schema.
public struct GeneratedInstance: Sendable, Hashable {
    /// A description: `message: 97500 characters`.
    public let name: String
    /// The instance.
    public let value: JSONValue
    /// The place in it that the edge is about.
    public let location: JSONPointer
}

/// An instance that breaks exactly one keyword of a schema.
public struct BrokenInstance: Sendable, Hashable {
    /// A description of the fault: `/message must be a string, but is a number`.
    public let name: String
    /// The instance.
    public let value: JSONValue
    /// The keyword that it breaks.
    public let keyword: String
    /// The way to the keyword through the schemas, with every `$ref` that was followed.
    public let keywordLocation: JSONPointer
    /// The way to the value that breaks it.
    public let instanceLocation: JSONPointer
}
