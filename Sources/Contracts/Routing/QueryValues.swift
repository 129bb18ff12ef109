import JSON

/// Reads the values of a query, which are texts on the wire, by the types that an action's request schema allows.
///
/// A value is a string where the schema allows one. Otherwise a JSON number or `true` and `false` is read as such where the
/// schema allows it; every other value remains a string, which the schema then rejects.
struct QueryValues: Sendable {
    private let types: [ExactString: Set<String>]

    /// Creates a reader that returns every value as a string.
    init() {
        types = [:]
    }

    /// Returns the text of a value in a query; `nil` for null, which is left out.
    static func text(of value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        case let other: other.compactText
        }
    }

    /// Reads the types of an action's query parameters from its schema.
    ///
    /// - Complexity: O(*n*) in the number of schemas that describe its arguments.
    init(_ action: Action, sources: SourceFiles) {
        guard action.request.place == .query else {
            types = [:]
            return
        }
        let reader = SchemaTypes(sources: sources)
        var types: [ExactString: Set<String>] = [:]
        for name in SchemaReader(sources: sources).propertyNames(at: action.requestLocation) {
            let allowed = reader.types(ofMember: name.string, at: action.requestLocation)
            if !allowed.contains("string") { types[name] = allowed }
        }
        self.types = types
    }

    /// Returns the value of a parameter.
    func value(of text: String, named name: String) -> JSONValue {
        guard !types.isEmpty, let allowed = types[ExactString(name)] else { return .string(text) }
        if allowed.contains("boolean"), text == "true" || text == "false" { return .bool(text == "true") }
        // White space around a number makes it a text.
        let isCompact = !text.utf8.contains { $0 <= 0x20 }
        guard allowed.contains("number"), isCompact, let value = try? JSONValue(parsing: text),
            value.numberValue != nil
        else { return .string(text) }
        return value
    }
}
