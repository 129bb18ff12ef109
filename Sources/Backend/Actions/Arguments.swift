import JSON
import Lambda

/// An action's arguments, wherever they came from; every look at one checks it.
///
/// Members that no action asks for are never looked at, so unknown ones are ignored.
struct Arguments {
    private enum Source {
        case query(QueryString)
        case body(JSONObject)
    }

    private let source: Source
    /// What stands before a name in texts for people, for arguments inside an argument.
    private let prefix: String

    /// Makes the arguments of a query.
    init(_ query: QueryString) {
        source = .query(query)
        prefix = ""
    }

    /// Makes the arguments of a body.
    init(_ body: JSONObject, prefix: String = "") {
        source = .body(body)
        self.prefix = prefix
    }

    /// An argument of any type; one that is null, or empty in a query, counts as absent.
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

    /// A string that may be absent; it may be empty in a body.
    func optionalText(_ name: String) throws(Failure) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            throw .invalid("'\(prefix)\(name)' must be a string, but is a JSON \(value.typeName)")
        }
        return text
    }

    /// A string that must be there and not be empty.
    func text(_ name: String) throws(Failure) -> String {
        guard let text = try optionalText(name) else {
            throw .invalid("'\(prefix)\(name)' is missing; give a string that is not empty")
        }
        guard !text.isEmpty else { throw .invalid("'\(prefix)\(name)' must not be empty") }
        return text
    }

    /// A string that must be there and hold more than white space.
    func writtenText(_ name: String) throws(Failure) -> String {
        let text = try text(name)
        // U+FEFF is white space to ECMAScript, and so to the dashboard and to a schema's `\S`.
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }) else {
            throw .invalid("'\(prefix)\(name)' holds nothing but white space")
        }
        return text
    }

    /// An id that must be there: at most 128 characters.
    func identifier(_ name: String) throws(Failure) -> String {
        try Self.checkLength(of: text(name), prefix + name)
    }

    /// An id that may be absent, but not empty.
    func optionalIdentifier(_ name: String) throws(Failure) -> String? {
        guard value(name) != nil else { return nil }
        return try identifier(name)
    }

    /// One of a list of words; `nil` when it is absent.
    func optionalWord<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        _: Word.Type
    ) throws(Failure) -> Word? where Word.RawValue == String {
        guard let text = try optionalText(name) else { return nil }
        guard let word = Word.allCases.first(where: { $0.rawValue.utf8.elementsEqual(text.utf8) }) else {
            let words = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw .invalid("'\(prefix)\(name)' is '\(text.prefix(64))', but must be one of \(words)")
        }
        return word
    }

    /// One of a list of words, which must be there.
    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        _ type: Word.Type
    ) throws(Failure) -> Word where Word.RawValue == String {
        guard let word = try optionalWord(name, type) else {
            let words = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw .invalid("'\(prefix)\(name)' is missing; give one of \(words)")
        }
        return word
    }

    /// An object inside the arguments, which must be there.
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
