public import JSON
public import JSONSchema

/// A JSON Schema that other files refer to: `records/*.json`.
public struct Record: Sendable {
    /// The file's name without its ending: `order-line`.
    public var name: String
    /// The schema.
    public var schema: Schema
    /// The source of the schema.
    public var source: JSONValue
    /// The location of the file.
    public var location: SourceLocation
}
