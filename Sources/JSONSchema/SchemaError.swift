/// The reason why a schema could not be compiled: a fault of the schema, never of an instance.
public struct SchemaError: Error, Hashable, Sendable {
    /// The problem.
    public enum Kind: Hashable, Sendable {
        /// A reference leads nowhere; `known` are the registered documents.
        case unresolvableReference(String, known: [String])
        /// A keyword's value does not have the form that the specification requires.
        case invalidKeyword(String, expected: String, found: String)
        /// A schema is neither an object nor a boolean.
        case notASchema(found: String)
        /// A pattern is not a regular expression; the reason has the problem at that character and the remedy.
        case invalidPattern(String, character: Int, reason: String)
        /// `$schema` names a meta schema that is not there; `known` are those that are.
        case unknownDialect(String, known: [String])
        /// A meta schema requires a vocabulary that is not supported.
        case unknownVocabulary(String)
        /// Two schemas carry the same identifier; `first` is the location of the other.
        case duplicateIdentifier(String, first: String)
        /// Schemas apply each other without going into the instance, so that evaluation would never end.
        case referenceLoop(through: [String])
    }

    /// The problem.
    public let kind: Kind
    /// Where: a URI whose fragment is a JSON Pointer to the faulty schema or keyword.
    public let location: String

    /// Creates an error.
    public init(_ kind: Kind, at location: String) {
        self.kind = kind
        self.location = location
    }
}

extension SchemaError: CustomStringConvertible {
    /// The location, the problem and the remedy, on one line.
    public var description: String {
        "\(location): error: \(problem); \(remedy)"
    }

    /// The problem.
    public var problem: String {
        switch kind {
        case .unresolvableReference(let reference, _):
            "nothing is found at '\(reference)'"
        case .invalidKeyword(let keyword, let expected, let found):
            "the value of '\(keyword)' must be \(expected), but is \(found)"
        case .notASchema(let found):
            "a schema must be an object or a boolean, but is \(found)"
        case .invalidPattern(let source, let character, _):
            "the pattern '\(source)' is not a regular expression of ECMA-262 from character \(character) on"
        case .unknownDialect(let uri, _):
            "the meta schema '\(uri)' is unknown"
        case .unknownVocabulary(let uri):
            "the vocabulary '\(uri)' is required but not supported"
        case .duplicateIdentifier(let identifier, let first):
            "the identifier '\(identifier)' is already taken by \(first)"
        case .referenceLoop(let through):
            "the schema applies itself to the same value without end, through "
                + through.joined(separator: " -> ")
        }
    }

    /// The remedy.
    public var remedy: String {
        switch kind {
        case .unresolvableReference(_, let known):
            "register that document, or refer to a part of one of "
                + (known.isEmpty ? "the documents (there is none)" : known.joined(separator: ", "))
        case .invalidKeyword: "correct it"
        case .invalidPattern(_, _, let reason): reason
        case .notASchema: "correct it or the reference to it"
        case .unknownDialect(_, let known): "register it or use one of \(known.joined(separator: ", "))"
        case .unknownVocabulary: "leave it out or set it to false"
        case .duplicateIdentifier: "rename one of them"
        case .referenceLoop: "break the circle"
        }
    }
}
