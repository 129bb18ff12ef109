public import JSON

/// What one rule requires of a response.
public struct Expectation: Sendable, Hashable {
    /// A schema for a header's value.
    public struct Header: Sendable, Hashable {
        /// The header's name.
        public var name: String
        /// The schema of its value, a string.
        public var schema: TemplateSchema
    }

    /// The size of a list.
    public struct ListCount: Sendable, Hashable {
        /// The place of the list.
        public var pointer: JSONPointer
        /// The number of its elements.
        public var count: CountExpectation
    }

    /// The id of the rule, whose level decides between failure and warning.
    public var rule: String
    /// The expected statuses.
    public var status: StatusExpectation?
    /// Exact values in the body.
    public var values: [ExpectedValue]
    /// The texts of which a non-empty prefix is in the body.
    public var prefixes: [ExpectedValue]
    /// A schema over the body.
    public var schema: TemplateSchema?
    /// The sizes of lists in the body.
    public var counts: [ListCount]
    /// The schemas of headers.
    public var headers: [Header]
    /// The places without a value in the body.
    public var absent: [JSONPointer]
    /// The records expected in lists of the body.
    public var records: [RecordExpectation]
    /// The location of the expectation.
    public var location: SourceLocation
}

/// A value at a place.
public struct ExpectedValue: Sendable, Hashable {
    /// The place.
    public var pointer: JSONPointer
    /// The value.
    public var value: Template
}

/// The bounds of a number of elements.
public struct CountExpectation: Sendable, Hashable, CustomStringConvertible {
    /// The minimum.
    public var minimum: Int
    /// The maximum; unbounded when `nil`.
    public var maximum: Int?

    /// Creates an expectation of an exact number.
    public init(exactly count: Int) {
        minimum = count
        maximum = count
    }

    /// Creates an expectation with bounds.
    public init(minimum: Int, maximum: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Returns whether a number is within the bounds.
    public func isMet(by count: Int) -> Bool {
        count >= minimum && count <= maximum ?? .max
    }

    /// The bounds as reports write them: `3`, `at least 3`, `3 to 5`.
    public var description: String {
        guard let maximum else { return "at least \(minimum)" }
        return minimum == maximum ? "\(minimum)" : "\(minimum) to \(maximum)"
    }
}

/// The records expected in a list of the response.
public struct RecordExpectation: Sendable, Hashable {
    /// The place of the list.
    public var list: JSONPointer
    /// The values that identify the records.
    public var conditions: [ExpectedValue]
    /// The number of records.
    public var count: CountExpectation
    /// The exact values in each.
    public var values: [ExpectedValue]
    /// The texts of which a non-empty prefix is in each.
    public var prefixes: [ExpectedValue]
    /// The places without a value in each.
    public var absent: [JSONPointer]
    /// The schema of each.
    public var schema: TemplateSchema?
    /// The variables captured from the record; their sources are in the record, never a header.
    public var captures: [Capture]
    /// The location of the expectation.
    public var location: SourceLocation
}
