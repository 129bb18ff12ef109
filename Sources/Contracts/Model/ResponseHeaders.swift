public import JSON
public import JSONSchema
public import Lambda

/// The requirements on the header fields of a response.
public struct ResponseHeaders: Sendable {
    /// A schema over an object of the values, by names in lower case.
    public var schema: Schema
    /// The source of the schema.
    public var source: JSONValue
    /// The location of the schema.
    public var location: SourceLocation
    /// The types of values that are not text; set when the contract is complete.
    private var types: [String: Set<String>] = [:]

    /// Creates requirements.
    init(schema: Schema, source: JSONValue, location: SourceLocation) {
        self.schema = schema
        self.source = source
        self.location = location
    }

    /// Returns a response's header values as the schema sees them: by names in lower case, numbers and booleans where the
    /// schema has those types; several fields of a name are joined by commas (RFC 9110, section 5.3).
    ///
    /// - Complexity: O(*n*²) in the number of header fields.
    public func values(of headers: HeaderFields) -> JSONObject {
        var values = JSONObject()
        for field in headers.fields {
            let name = field.name.lowercased()
            guard values[name] == nil else { continue }
            let text = headers.values(for: field.name).joined(separator: ", ")
            values[name] = ArgumentCoding.value(of: text, types[name])
        }
        return values
    }

    /// Looks up the types of the values.
    mutating func resolve(_ sources: SourceFiles) {
        let reader = SchemaTypes(sources: sources)
        for name in SchemaReader(sources: sources).propertyNames(at: location) {
            let allowed = reader.types(ofMember: name.string, at: location)
            if !allowed.contains("string") { types[name.string] = allowed }
        }
    }
}
