public import JSON
public import JSONSchema

/// One place at which a message or a state differs from the expectation.
///
/// A deviation is the smallest part of a check's result; those that break one rule together are a ``Violation``. In a run
/// of the verifier, a violation in an attempt of a case is a `Finding`, and a confirmed one a `Failure`, from
/// which reports are created.
public struct Deviation: Sendable, Hashable {
    /// The kind of a deviation.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Something is missing.
        case missing
        /// Something is there that should not be.
        case extra
        /// A value has another type.
        case type
        /// A value is another one, or not an allowed one.
        case value
        /// There are too many or too few of something.
        case count
        /// Elements are in another order.
        case order
        /// The status is another one.
        case status
        /// A header has another value, or is not sent exactly once.
        case header
        /// A body cannot be parsed.
        case syntax
        /// A time limit was exceeded.
        case duration
    }

    /// The place of a deviation.
    public enum Place: Sendable, Hashable {
        /// The status of a response.
        case status
        /// The headers of a name.
        case header(String)
        /// A value of a JSON body, or of a request's arguments.
        case body(JSONPointer)
        /// The exchange as a whole, or several of them.
        case exchange
    }

    /// The kind.
    public var kind: Kind
    /// The place.
    public var place: Place
    /// The problem, in words that follow the place: `must be a string, but is a number`; `nil` where the expected and seen
    /// values are enough.
    public var message: String?
    /// The expected value.
    public var expected: Evidence
    /// The seen value.
    public var seen: Evidence

    /// The action whose answer has the place; `nil` for the answer to the request that shows the deviation.
    public var action: String?
    /// The actions of the requests since the same value was last right, in the order of their first request; `nil` where it never was,
    /// or where that is not known.
    public var since: [String]?
    /// Whether nothing may be missing, because a shared list may hide it.
    public var mayBeHidden: Bool

    /// Creates a deviation.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - place: The place.
    ///   - message: The problem, in words that follow the place; `nil` where the expected and seen values are enough.
    ///   - expected: The expected value.
    ///   - seen: The seen value.
    ///   - action: The action whose answer has the place; `nil` for the answer to the request that shows the deviation.
    ///   - mayBeHidden: Whether other traffic may hide what is missing.
    public init(
        _ kind: Kind,
        at place: Place,
        _ message: String? = nil,
        expected: Evidence,
        seen: Evidence,
        action: String? = nil,
        mayBeHidden: Bool = false
    ) {
        self.kind = kind
        self.place = place
        self.message = message
        self.action = action
        self.mayBeHidden = mayBeHidden
        self.expected = expected
        self.seen = seen
        distinguishLookAlikes()
    }

    /// Creates the deviation of a schema error.
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
    /// The kind of deviation for the failure of a schema's keyword.
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
