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
        /// The place of the sort key in an element; `nil` for a list without an order.
        public var by: JSONPointer?
        /// The order of its elements.
        public var direction: Direction
        /// The id of the rule that a wrong order breaks; `nil` for a list without an order.
        public var rule: String?
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
            by: JSONPointer? = nil,
            direction: Direction = .ascending,
            rule: String? = nil,
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
    /// The unit of the value, where it is a time.
    public var time: TimeUnit?
    /// The array is a list of records.
    public var list: List?
    /// A service that leaves the value out breaks no MUST.
    public var isOptional: Bool
    /// The argument is the maximum number of elements in the response's lists.
    public var isLimit: Bool
    /// Whether the argument is the cursor of the page to return.
    public var isCursor: Bool
    /// The argument to send the value as, where it is the cursor of the next page.
    public var nextCursor: String?
    /// Whether the argument requests only newer elements.
    public var isSince: Bool
    /// The id of the rule that a wrong value breaks; `nil` for the check's own rule.
    public var rule: String?

    /// Whether the value is a time.
    public var isTime: Bool { time != nil }

    /// Creates an annotation.
    public init(
        identity: Maker? = nil,
        contains: Maker? = nil,
        isPrefix: Bool = false,
        isOpaque: Bool = false,
        time: TimeUnit? = nil,
        list: List? = nil,
        isOptional: Bool = false,
        isLimit: Bool = false,
        isCursor: Bool = false,
        nextCursor: String? = nil,
        isSince: Bool = false,
        rule: String? = nil
    ) {
        self.identity = identity
        self.contains = contains
        self.isPrefix = isPrefix
        self.isOpaque = isOpaque
        self.time = time
        self.list = list
        self.isOptional = isOptional
        self.isLimit = isLimit
        self.isCursor = isCursor
        self.nextCursor = nextCursor
        self.isSince = isSince
        self.rule = rule
    }

    /// Decodes the keyword's value; unknown members are skipped, since the meta schema has reported them.
    public init(_ value: JSONValue) {
        self.init(
            identity: value["identity"]?.stringValue.flatMap(Maker.init),
            contains: value["contains"]?.stringValue.flatMap(Maker.init),
            isPrefix: value["prefix"]?.boolValue ?? false,
            isOpaque: value["opaque"]?.boolValue ?? false,
            time: value["time"].flatMap(TimeUnit.init(annotation:)),
            list: value["list"].flatMap(List.init),
            isOptional: value["optional"]?.boolValue ?? false,
            isLimit: value["limit"]?.boolValue ?? false,
            isCursor: value["cursor"]?.boolValue ?? false,
            nextCursor: value["nextCursor"]?.stringValue,
            isSince: value["since"]?.boolValue ?? false,
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
            time: time ?? other.time,
            list: list ?? other.list,
            isOptional: isOptional || other.isOptional,
            isLimit: isLimit || other.isLimit,
            isCursor: isCursor || other.isCursor,
            nextCursor: nextCursor ?? other.nextCursor,
            isSince: isSince || other.isSince,
            rule: rule ?? other.rule
        )
    }
}

extension ValueAnnotation.List {
    /// Returns an element's sort key; `nil` where the list has no order, or the element no such member.
    public func sortKey(of element: JSONValue) -> JSONValue? {
        by.flatMap { element[$0] }
    }

    /// Decodes the annotation's `list` member; `nil` when it is incomplete.
    public init?(_ value: JSONValue) {
        guard let scope = value["scope"]?.stringValue.flatMap(Scope.init),
            let key = value["key"]?.stringValue.flatMap({ try? JSONPointer($0) })
        else { return nil }
        let by = value["by"]?.stringValue.flatMap { try? JSONPointer($0) }
        let direction = value["direction"]?.stringValue.flatMap(Direction.init) ?? .ascending
        let rule = value["rule"]?.stringValue
        let ties = value["ties"]?.stringValue.flatMap(Ties.init) ?? .free
        self.init(scope: scope, key: key, by: by, direction: direction, rule: rule, ties: ties)
    }
}
