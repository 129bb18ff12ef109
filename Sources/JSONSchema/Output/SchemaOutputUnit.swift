public import JSON

/// One failing keyword, or one annotation (JSON Schema Core, section 12.3).
public struct SchemaOutputUnit: Sendable, Hashable {
    /// The way to the value in the instance.
    public var instanceLocation: JSONPointer
    /// The way to the keyword through the schemas, with every `$ref` that was followed.
    public var keywordLocation: JSONPointer
    /// The keyword's own address: the schema resource's URI, and a JSON Pointer from there as fragment.
    ///
    /// Computed on demand: most annotations are read without it.
    public var absoluteKeywordLocation: String { address.text }
    /// The keyword; for a schema that is `false`, the keyword that holds it (empty at the root).
    public var keyword: String
    /// The expectation and the value, as "must be at least 1, but is 0"; empty for an annotation.
    public var message: String
    /// The keyword's expected value, where it is a value: that of `const`, the list of `enum`, the names of `type`, and of
    /// `required` and `dependentRequired` the names that are missing; `nil` for other keywords.
    public var expected: JSONValue?
    /// The annotation's value; nil for an error.
    public var annotation: JSONValue?

    private let address: SchemaLocation

    /// Creates a unit about the keyword at an address.
    init(
        instanceLocation: JSONPointer,
        keywordLocation: JSONPointer,
        address: SchemaLocation,
        keyword: String,
        message: String,
        expected: JSONValue? = nil,
        annotation: JSONValue? = nil
    ) {
        self.instanceLocation = instanceLocation
        self.keywordLocation = keywordLocation
        self.address = address
        self.keyword = keyword
        self.message = message
        self.expected = expected
        self.annotation = annotation
    }

    /// The unit in the form of the specification's basic output (JSON Schema Core, section 12.4.2).
    public var json: JSONValue {
        var members: JSONObject = [
            "valid": .bool(annotation != nil),
            "keywordLocation": .string(keywordLocation.description),
            "absoluteKeywordLocation": .string(absoluteKeywordLocation),
            "instanceLocation": .string(instanceLocation.description),
        ]
        if let annotation {
            members["annotation"] = annotation
        } else {
            members["error"] = .string(message)
        }
        return .object(members)
    }
}

extension SchemaOutputUnit: CustomStringConvertible {
    /// The place in the instance and the problem: "/age must be at least 1, but is 0".
    public var description: String {
        let place = instanceLocation.isRoot ? "the whole value" : instanceLocation.description
        if let annotation { return "\(place): \(keyword) = \(annotation.compactText)" }
        return "\(place) \(message)"
    }
}
