import JSON
import Lambda

/// The arguments of an action, from the query or the body; every accessor validates its argument.
///
/// Unknown members are ignored, because no accessor reads them.
struct Arguments {
    private enum Source {
        case query(QueryString)
        case body(JSONObject)
    }

    private let source: Source
    /// The prefix of names in messages, for arguments inside an argument.
    private let prefix: String

    /// Creates arguments from a query.
    init(_ query: QueryString) {
        source = .query(query)
        prefix = ""
    }

    /// Creates arguments from a body.
    init(_ body: JSONObject, prefix: String = "") {
        source = .body(body)
        self.prefix = prefix
    }

    /// Returns an argument of any type; `null` counts as absent, and so does an empty value in a query.
    func value(_ name: String) -> JSONValue? {
        switch source {
        case .query(let query):
            guard let text = query[name], !text.isEmpty else { return nil }
            return .string(text)
        case .body(let body):
            guard let value = body[name], !value.isNull else { return nil }
            return value
        }
    }

    /// Returns an optional string; it may be empty in a body.
    func optionalText(_ name: String) throws(Failure) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            throw .invalid("'\(prefix)\(name)' must be a string, but is a JSON \(value.typeName)")
        }
        return text
    }

    /// Returns a required, non-empty string.
    func text(_ name: String) throws(Failure) -> String {
        guard let text = try optionalText(name) else {
            throw .invalid("'\(prefix)\(name)' is missing; give a string that is not empty")
        }
        guard !text.isEmpty else { throw .invalid("'\(prefix)\(name)' must not be empty") }
        return text
    }

    /// Returns a required string with at least one character that is not whitespace.
    func nonBlankText(_ name: String) throws(Failure) -> String {
        let text = try text(name)
        // U+FEFF is whitespace to ECMAScript, and so to the dashboard and to `\S` in a schema.
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }) else {
            throw .invalid("'\(prefix)\(name)' contains only whitespace")
        }
        return text
    }

    /// Returns a required id of at most 128 characters.
    func identifier(_ name: String) throws(Failure) -> String {
        try Self.checkLength(of: text(name), prefix + name)
    }

    /// Returns an optional id, which must not be empty.
    func optionalIdentifier(_ name: String) throws(Failure) -> String? {
        guard value(name) != nil else { return nil }
        return try identifier(name)
    }

    /// Returns an optional value of an enumeration, or `nil` when it is absent.
    func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _: Choice.Type
    ) throws(Failure) -> Choice? where Choice.RawValue == String {
        guard let text = try optionalText(name) else { return nil }
        guard let word = Choice.allCases.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) }) else {
            let words = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw .invalid("'\(prefix)\(name)' is '\(text.prefix(64))', but must be one of \(words)")
        }
        return word
    }

    /// Returns a required value of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _ type: Choice.Type
    ) throws(Failure) -> Choice where Choice.RawValue == String {
        guard let word = try optionalChoice(name, type) else {
            let words = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw .invalid("'\(prefix)\(name)' is missing; give one of \(words)")
        }
        return word
    }

    /// Returns a required object inside the arguments.
    func object(_ name: String) throws(Failure) -> Arguments {
        guard let value = value(name) else {
            throw .invalid("'\(prefix)\(name)' is missing; give an object")
        }
        guard case .object(let object) = value else {
            throw .invalid("'\(prefix)\(name)' must be an object, but is a JSON \(value.typeName)")
        }
        return Arguments(object, prefix: "\(prefix)\(name).")
    }

    private static func checkLength(of identifier: String, _ name: String) throws(Failure) -> String {
        guard identifier.utf8.count > 128 else { return identifier }
        let count = identifier.unicodeScalars.count
        guard count <= 128 else {
            throw .invalid("'\(name)' has \(count) characters; an id has at most 128")
        }
        return identifier
    }
}
