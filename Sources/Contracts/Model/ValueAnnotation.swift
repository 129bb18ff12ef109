public import JSON

/// The meaning of a value for the mock and the verifier beyond its shape: the schema keyword `understudy`.
public struct ValueAnnotation: Sendable, Hashable {
    /// The side that creates an id.
    public enum Maker: String, Sendable, Hashable, CaseIterable {
        /// The client creates it; the verifier adds a prefix that is unique to the run.
        case client
        /// The service creates it; the verifier maps it one-to-one.
        case server
    }

    /// The annotation of a list in a response.
    public struct List: Sendable, Hashable {
        /// The records that a list contains.
        public enum Scope: String, Sendable, Hashable, CaseIterable {
            /// Only the records that the request's arguments select.
            case own
            /// The records of other clients, too.
            case shared
        }

        /// The order of its elements.
        public enum Direction: String, Sendable, Hashable, CaseIterable {
            /// Ascending.
            case ascending
            /// Descending.
            case descending
        }

        /// The records that it contains.
        public var scope: Scope
        /// The pointer from an element to the value that identifies it.
        public var key: JSONPointer
        /// The pointer from an element to the value that the list is ordered by.
        public var by: JSONPointer
        /// The order of its elements.
        public var direction: Direction
        /// The id of the rule that a wrong order breaks.
        public var rule: String
        /// The order of elements that are equal by ``by``.
        public var ties: Ties

        /// The order of elements that are equal.
        public enum Ties: String, Sendable, Hashable, CaseIterable {
            /// Any order is right.
            case free
            /// The order of storage: the first stored is first in an ascending list, and last in a descending one.
            case stored
        }

        /// Creates a list's annotation.
        public init(
            scope: Scope,
            key: JSONPointer,
            by: JSONPointer,
            direction: Direction,
            rule: String,
            ties: Ties = .free
        ) {
            self.scope = scope
            self.key = key
            self.by = by
            self.direction = direction
            self.rule = rule
            self.ties = ties
        }
    }

    /// The string is an id created by this side.
    public var identity: Maker?
    /// The string contains an id created by this side.
    public var contains: Maker?
    /// Any non-empty prefix of the expected text is right.
    public var isPrefix: Bool
    /// The string's meaning is known to the service only; it is never compared.
    public var isOpaque: Bool
    /// The integer is a time in milliseconds since 1970-01-01T00:00Z.
    public var isTime: Bool
    /// The array is a list of records.
    public var list: List?
    /// A service that leaves the value out breaks no MUST.
    public var isOptional: Bool
    /// The argument is the maximum number of elements in the response's lists.
    public var isLimit: Bool
    /// The id of the rule that a wrong value breaks; `nil` for the check's own rule.
    public var rule: String?

    /// Creates an annotation.
    public init(
        identity: Maker? = nil,
        contains: Maker? = nil,
        isPrefix: Bool = false,
        isOpaque: Bool = false,
        isTime: Bool = false,
        list: List? = nil,
        isOptional: Bool = false,
        isLimit: Bool = false,
        rule: String? = nil
    ) {
        self.identity = identity
        self.contains = contains
        self.isPrefix = isPrefix
        self.isOpaque = isOpaque
        self.isTime = isTime
        self.list = list
        self.isOptional = isOptional
        self.isLimit = isLimit
        self.rule = rule
    }

    /// Decodes the keyword's value; unknown members are skipped, since the meta schema has reported them.
    public init(_ value: JSONValue) {
        self.init(
            identity: value["identity"]?.stringValue.flatMap(Maker.init),
            contains: value["contains"]?.stringValue.flatMap(Maker.init),
            isPrefix: value["prefix"]?.boolValue ?? false,
            isOpaque: value["opaque"]?.boolValue ?? false,
            isTime: value["time"]?.boolValue ?? false,
            list: value["list"].flatMap(List.init),
            isOptional: value["optional"]?.boolValue ?? false,
            isLimit: value["limit"]?.boolValue ?? false,
            rule: value["rule"]?.stringValue
        )
    }

    /// Returns this annotation merged with another one, as for `$ref` and its siblings.
    func merged(with other: ValueAnnotation) -> ValueAnnotation {
        ValueAnnotation(
            identity: identity ?? other.identity,
            contains: contains ?? other.contains,
            isPrefix: isPrefix || other.isPrefix,
            isOpaque: isOpaque || other.isOpaque,
            isTime: isTime || other.isTime,
            list: list ?? other.list,
            isOptional: isOptional || other.isOptional,
            isLimit: isLimit || other.isLimit,
            rule: rule ?? other.rule
        )
    }
}

extension ValueAnnotation.List {
    /// Decodes the annotation's `list` member; `nil` when it is incomplete.
    public init?(_ value: JSONValue) {
        guard let scope = value["scope"]?.stringValue.flatMap(Scope.init),
            let key = value["key"]?.stringValue.flatMap({ try? JSONPointer($0) }),
            let by = value["by"]?.stringValue.flatMap({ try? JSONPointer($0) }),
            let direction = value["direction"]?.stringValue.flatMap(Direction.init),
            let rule = value["rule"]?.stringValue
        else { return nil }
        let ties = value["ties"]?.stringValue.flatMap(Ties.init) ?? .free
        self.init(scope: scope, key: key, by: by, direction: direction, rule: rule, ties: ties)
    }
}
