import JSON

/// The form in which the value of a keyword contains schemas.
enum SubschemaShape: Sendable {
    /// Not at all.
    case none
    /// The value is a schema.
    case schema
    /// The value is an array of schemas.
    case list
    /// The value is an object whose members are schemas (or, in `dependencies`, lists of names).
    case map
    /// The value is a schema or an array of schemas: `items` before 2020-12.
    case schemaOrList

    /// The schemas in a keyword's value, each with the way to it from there.
    func subschemas(of value: JSONValue) -> [(steps: [String], value: JSONValue)] {
        switch (self, value) {
        case (.none, _):
            []
        case (.list, .array(let elements)), (.schemaOrList, .array(let elements)):
            elements.enumerated().map { ([String($0.offset)], $0.element) }
        case (.map, .object(let members)):
            members.map { ([$0.name], $0.value) }
        case (.schema, _), (.schemaOrList, _):
            [([], value)]
        case (.list, _), (.map, _):
            []
        }
    }
}
