public import JSON

/// What a value means to the mock and the verifier beyond its shape: the schema keyword `understudy`.
public struct ValueAnnotation: Sendable, Hashable {
    /// Who makes an id.
    public enum Maker: String, Sendable, Hashable, CaseIterable {
        /// The client chooses it; the verifier prefixes it in every run.
        case client
        /// The service makes it; the verifier maps it one-to-one.
        case server
    }

    /// What is known of a list in an answer.
    public struct List: Sendable, Hashable {
        /// Whose records it shows.
        public enum Scope: String, Sendable, Hashable, CaseIterable {
            /// Only those that the request's arguments select.
            case own
            /// Other traffic's records may stand between.
            case shared
        }

        /// The order of its elements.
        public enum Direction: String, Sendable, Hashable, CaseIterable {
            /// The smallest first.
            case ascending
            /// The greatest first.
            case descending
        }

        /// Whose records it shows.
        public var scope: Scope
        /// From an element to the value that tells it from the others.
        public var key: JSONPointer
        /// From an element to the value that orders the list.
        public var by: JSONPointer
        /// The order of its elements.
        public var direction: Direction
        /// The id of the rule that is broken when the order is.
        public var rule: String
        /// The order of elements that are equal by ``by``.
        public var ties: Ties

        /// The order of elements that are equal.
        public enum Ties: String, Sendable, Hashable, CaseIterable {
            /// Any order is right.
            case free
            /// They stand as they were stored: the first one first in a list that ascends, else last.
            case stored
        }

        /// Makes a list's annotation.
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

    /// The string is an id made by this side.
    public var identity: Maker?
    /// The string has an id made by this side somewhere inside.
    public var contains: Maker?
    /// Any non-empty prefix of the expected text is right.
    public var isPrefix: Bool
    /// Only the service knows what the string means; it is never compared.
    public var isOpaque: Bool
    /// The integer is a time in milliseconds since 1970-01-01T00:00Z.
    public var isTime: Bool
    /// The array is a list of records.
    public var list: List?
    /// A service that leaves the value out breaks no MUST.
    public var isOptional: Bool
    /// The argument says how many elements the answer's lists have at most.
    public var isLimit: Bool
    /// The id of the rule that is broken when the value is not the right one; `nil` for the check's own.
    public var rule: String?

    /// Makes an annotation.
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

    /// Reads the keyword's value; what is not understood is left out, since the meta schema has judged it.
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

    /// This annotation with what another one adds, as when `$ref` and its neighbours both say something.
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
    /// Reads the annotation's `list` member; `nil` when it is incomplete.
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
