import JSON

/// The keywords that identify a schema and its dialect.
///
/// Nothing is left of them to evaluate: identifiers
/// are entered when a document is added to a registry (``ResourceIndex``), and `$schema` chooses the ``Dialect``.
enum Identifiers {
    /// `$id` (JSON Schema Core, section 8.2.1).
    static let id = text("$id")
    /// `$schema` (JSON Schema Core, section 8.1.1).
    static let schema = text("$schema")
    /// `$anchor` (JSON Schema Core, section 8.2.2).
    static let anchor = name("$anchor")
    /// `$dynamicAnchor` (JSON Schema Core, section 8.2.2).
    static let dynamicAnchor = name("$dynamicAnchor")
    /// `$comment` (JSON Schema Core, section 8.3).
    static let comment = text("$comment")

    /// `$vocabulary` (JSON Schema Core, section 8.1.2); it speaks of the schemas that this one is a meta schema of.
    static let vocabulary = KeywordDefinition("$vocabulary") { context throws(SchemaError) in
        guard try context.object().allSatisfy({ $0.value.boolValue != nil }) else {
            throw context.invalid(expected: "an object whose members are booleans")
        }
        return .nothing
    }

    private static func text(_ keyword: String) -> KeywordDefinition {
        KeywordDefinition(keyword) { context throws(SchemaError) in
            _ = try context.string()
            return .nothing
        }
    }

    private static func name(_ keyword: String) -> KeywordDefinition {
        KeywordDefinition(keyword) { context throws(SchemaError) in
            guard isPlainName(try context.string()) else {
                throw context.invalid(
                    expected: "a name of letters, digits, '-', '_' and '.' that starts with a letter or '_'"
                )
            }
            return .nothing
        }
    }

    /// Whether a text matches `^[A-Za-z_][-A-Za-z0-9._]*$`, the meta schema's `anchorString`.
    private static func isPlainName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isASCIILetter || first == UInt8(ascii: "_") else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            byte.isASCIILetter || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
        }
    }
}
