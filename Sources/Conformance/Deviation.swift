public import JSON
public import JSONSchema

/// One place at which a message or a state is not what was expected of it.
///
/// A deviation is the smallest part of what a check finds; those that break one rule together are a ``Violation``.
public struct Deviation: Sendable, Hashable {
    /// What is different.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Something is not there.
        case missing
        /// Something is there that should not be.
        case extra
        /// A value has another type.
        case type
        /// A value is another one, or outside of what is allowed.
        case value
        /// There are too many or too few of something.
        case count
        /// Elements stand in another order.
        case order
        /// The status is another one.
        case status
        /// A header line is another one, or is sent more or less often than once.
        case header
        /// A body cannot be read as what it should be.
        case syntax
        /// Something took too long.
        case duration
    }

    /// Where it is.
    public enum Place: Sendable, Hashable {
        /// The status of an answer.
        case status
        /// The header lines of a name.
        case header(String)
        /// A value of a JSON body, or of a request's arguments.
        case body(JSONPointer)
        /// Nothing smaller than the exchange, or several of them.
        case exchange
    }

    /// What is different.
    public var kind: Kind
    /// Where it is.
    public var place: Place
    /// What is wrong there, in words that follow the place: `must be a string, but is a number`.
    public var message: String
    /// What was expected.
    public var expected: Evidence
    /// What was seen.
    public var seen: Evidence

    /// Creates a deviation.
    public init(
        _ kind: Kind,
        at place: Place,
        _ message: String,
        expected: Evidence,
        seen: Evidence
    ) {
        self.kind = kind
        self.place = place
        self.message = message
        self.expected = expected
        self.seen = seen
    }

    /// Creates the deviation that an error of a schema shows.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - value: The value that was validated.
    ///   - base: The place of that value.
    public init(_ error: SchemaOutputUnit, in value: JSONValue, at base: JSONPointer = JSONPointer()) {
        let place = JSONPointer(tokens: base.tokens + error.instanceLocation.tokens)
        self.init(
            Kind(keyword: error.keyword),
            at: .body(place),
            error.message,
            expected: Evidence(
                text: error.message.split(separator: ", but ", maxSplits: 1).first.map(String.init) ?? "",
                value: error.expected
            ),
            seen: Evidence(value[error.instanceLocation])
        )
    }
}

extension Deviation.Place: CustomStringConvertible {
    /// The place in words.
    public var description: String {
        switch self {
        case .status: "the status"
        case .header(let name): "the header \(name)"
        case .body(let pointer): pointer.isRoot ? "the whole value" : "'\(pointer)'"
        case .exchange: "the answer"
        }
    }
}

extension Deviation.Kind {
    /// The kind of deviation that the failure of a schema's keyword shows.
    public init(keyword: String) {
        switch keyword {
        case "type": self = .type
        case "required", "dependentRequired": self = .missing
        case "additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems":
            self = .extra
        case "minItems", "maxItems", "contains", "minContains", "maxContains", "minProperties",
            "maxProperties":
            self = .count
        default: self = .value
        }
    }
}

extension Deviation {
    /// The deviation in lines for people.
    public var lines: [String] {
        switch place {
        case .body(let pointer):
            ["at '\(pointer)': \(message); seen: \(seen.text)"]
        case .status, .header, .exchange:
            ["expected: \(expected.text)", "seen: \(seen.text)"]
        }
    }
}
