public import JSON

/// The output of a validation, as a list: the specification's basic output
/// (JSON Schema Core, section 12.4.2).
public struct SchemaOutput: Sendable, Hashable {
    /// Whether the instance is valid.
    public let valid: Bool
    /// The keywords that failed; empty when the instance is valid.
    public let errors: [SchemaOutputUnit]
    /// The annotations of the instance's values; empty when it is not valid.
    public let annotations: [SchemaOutputUnit]

    /// Creates an output: invalid when there is an error.
    public init(errors: [SchemaOutputUnit], annotations: [SchemaOutputUnit] = []) {
        valid = errors.isEmpty
        self.errors = errors
        self.annotations = errors.isEmpty ? annotations : []
    }

    /// The annotations that one keyword makes, in the order of evaluation.
    ///
    /// - Complexity: O(*n*) in the number of annotations.
    public func annotations(of keyword: String) -> [SchemaOutputUnit] {
        annotations.filter { $0.keyword == keyword }
    }

    /// The specification's flag output: only whether the instance is valid (JSON Schema Core, section 12.4.1).
    public var flag: JSONValue {
        ["valid": .bool(valid)]
    }

    /// The specification's basic output.
    public var basic: JSONValue {
        var members: JSONObject = ["valid": .bool(valid), "keywordLocation": "", "instanceLocation": ""]
        if valid {
            members["annotations"] = .array(annotations.map(\.json))
        } else {
            members["errors"] = .array(errors.map(\.json))
        }
        return .object(members)
    }
}
