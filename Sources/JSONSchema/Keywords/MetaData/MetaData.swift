/// The keywords that only describe (JSON Schema Validation, section 9).
///
/// All are annotations.
enum MetaData {
    static let definitions = [
        KeywordDefinition("title") { context throws(SchemaError) in
            _ = try context.string()
            return .annotation
        },
        KeywordDefinition("description") { context throws(SchemaError) in
            _ = try context.string()
            return .annotation
        },
        KeywordDefinition("default") { _ in .annotation },
        KeywordDefinition("examples") { context throws(SchemaError) in
            _ = try context.array()
            return .annotation
        },
        flag("deprecated"),
        flag("readOnly"),
        flag("writeOnly"),
    ]

    private static func flag(_ name: String) -> KeywordDefinition {
        KeywordDefinition(name) { context throws(SchemaError) in
            _ = try context.boolean()
            return .annotation
        }
    }
}
