public import JSON

/// What one rule asks of an answer.
public struct Expectation: Sendable, Hashable {
    /// A schema over a header's value.
    public struct Header: Sendable, Hashable {
        /// The header's name.
        public var name: String
        /// A schema over its value, a string.
        public var schema: TemplateSchema
    }

    /// The size of a list.
    public struct ListCount: Sendable, Hashable {
        /// Where the list is.
        public var pointer: JSONPointer
        /// How many elements it has.
        public var count: CountExpectation
    }

    /// The id of the rule; its level decides between failure and warning.
    public var rule: String
    /// The statuses that are right.
    public var status: StatusExpectation?
    /// Exact values in the body.
    public var values: [ExpectedValue]
    /// Texts of which a non-empty prefix stands in the body.
    public var prefixes: [ExpectedValue]
    /// A schema over the body.
    public var schema: TemplateSchema?
    /// The sizes of lists in the body.
    public var counts: [ListCount]
    /// Schemas over headers.
    public var headers: [Header]
    /// Where nothing stands in the body.
    public var absent: [JSONPointer]
    /// Records looked for in lists of the body.
    public var records: [RecordExpectation]
    /// Where it is written.
    public var location: SourceLocation
}

/// A value that stands at a place.
public struct ExpectedValue: Sendable, Hashable {
    /// The place.
    public var pointer: JSONPointer
    /// The value.
    public var value: Template
}

/// How many there are.
public struct CountExpectation: Sendable, Hashable, CustomStringConvertible {
    /// At least so many.
    public var minimum: Int
    /// At most so many; any number when `nil`.
    public var maximum: Int?

    /// Makes an expectation of exactly so many.
    public init(exactly count: Int) {
        minimum = count
        maximum = count
    }

    /// Makes an expectation of bounds.
    public init(minimum: Int, maximum: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether a number is right.
    public func isMet(by count: Int) -> Bool {
        count >= minimum && count <= maximum ?? .max
    }

    /// As reports write it: `3`, `at least 3`, `3 to 5`.
    public var description: String {
        guard let maximum else { return "at least \(minimum)" }
        return minimum == maximum ? "\(minimum)" : "\(minimum) to \(maximum)"
    }
}

/// Records looked for in a list of the answer.
public struct RecordExpectation: Sendable, Hashable {
    /// Where the list is.
    public var list: JSONPointer
    /// Values that tell the records meant.
    public var conditions: [ExpectedValue]
    /// How many there are.
    public var count: CountExpectation
    /// Exact values in each.
    public var values: [ExpectedValue]
    /// Texts of which a non-empty prefix stands in each.
    public var prefixes: [ExpectedValue]
    /// Where nothing stands in each.
    public var absent: [JSONPointer]
    /// A schema over each.
    public var schema: TemplateSchema?
    /// Variables taken from the record; their sources are in the record, never a header.
    public var captures: [Capture]
    /// Where it is written.
    public var location: SourceLocation
}
