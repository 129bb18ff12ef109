import JSON

/// Reads the values of a query, which are text on the wire, by the types that an action's request schema allows.
///
/// A value is text where the schema allows a string. Elsewhere a JSON number or `true` and `false` is read as such where the
/// schema allows it; every other value stays text, which the schema then refuses.
struct QueryValues: Sendable {
    private let types: [ExactString: Set<String>]

    /// Creates a reading in which every value is text.
    init() {
        types = [:]
    }

    /// A value as it is written into a query; `nil` for null, which is left out.
    static func text(of value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        case let other: other.compactText
        }
    }

    /// Looks up the types of an action's query parameters.
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

    /// The value of a parameter.
    func value(of text: String, named name: String) -> JSONValue {
        guard !types.isEmpty, let allowed = types[ExactString(name)] else { return .string(text) }
        if allowed.contains("boolean"), text == "true" || text == "false" { return .bool(text == "true") }
        // White space around a number is part of a text, and no number.
        let isCompact = !text.utf8.contains { $0 <= 0x20 }
        guard allowed.contains("number"), isCompact, let value = try? JSONValue(parsing: text),
            value.numberValue != nil
        else { return .string(text) }
        return value
    }
}
