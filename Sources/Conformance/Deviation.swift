public import JSON
public import JSONSchema

/// One place at which a message or a state is not what was expected of it.
///
/// A deviation is the smallest part of what a check finds; those that break one rule together are a ``Violation``. In a run
/// of the verifier, a violation that an attempt of a case shows is a `Finding`, and one that was seen again a `Failure`, from
/// which reports are made.
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
    /// What is wrong there, in words that follow the place: `must be a string, but is a number`; `nil` where what was
    /// expected and seen says it.
    public var message: String?
    /// What was expected.
    public var expected: Evidence
    /// What was seen.
    public var seen: Evidence

    /// Whether it may be that nothing is missing, because a list that other traffic fills holds back what is.
    public var mayBeHidden: Bool

    /// Creates a deviation.
    ///
    /// - Parameters:
    ///   - kind: What is different.
    ///   - place: Where it is.
    ///   - message: What is wrong, in words that follow the place; `nil` where what was expected and seen says it.
    ///   - expected: What was expected.
    ///   - seen: What was seen.
    ///   - mayBeHidden: Whether other traffic may hold back what is missing.
    public init(
        _ kind: Kind,
        at place: Place,
        _ message: String? = nil,
        expected: Evidence,
        seen: Evidence,
        mayBeHidden: Bool = false
    ) {
        self.kind = kind
        self.place = place
        self.message = message
        self.mayBeHidden = mayBeHidden
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
        let place = base.appending(contentsOf: error.instanceLocation)
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
