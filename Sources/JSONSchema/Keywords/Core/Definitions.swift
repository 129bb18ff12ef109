/// `$defs` (JSON Schema Core, section 8.2.4): schemas to refer to.
///
/// They are compiled, and so checked, with the schema that
/// contains them, even when nothing refers to them.
enum Definitions {
    static let definition = named("$defs")
    /// The name before 2019-09.
    static let earlierDefinition = named("definitions")

    private static func named(_ name: String) -> KeywordDefinition {
        KeywordDefinition(name, subschemas: .map) { context throws(SchemaError) in
            _ = try context.subschemaMap()
            return .nothing
        }
    }
}
