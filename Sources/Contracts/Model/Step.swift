public import JSON

/// One request of a scenario and what its answer must be.
public struct Step: Sendable, Hashable {
    /// A header line to send.
    public struct Header: Sendable, Hashable {
        /// The header's name.
        public var name: String
        /// Its value, a text.
        public var value: Template
    }

    /// What the step is for.
    public var summary: String?
    /// The action's name.
    public var action: String
    /// The arguments in the canonical form; resolves to an object.
    public var arguments: Template
    /// Header lines to send.
    public var headers: [Header]
    /// The wire form's name; the canonical form when `nil`.
    public var form: String?
    /// How often it is repeated; `${index}` counts from 0.
    public var times: Int
    /// Whether the repetitions run at once.
    public var isConcurrent: Bool
    /// Other steps that are played at the same time as the repetitions of a concurrent one.
    public var beside: [Step]
    /// Whether and how the cursor is followed from page to page.
    public var walk: Walk?
    /// What is asked of the answer, of each repetition's.
    public var expectations: [Expectation]
    /// Variables taken from the answer.
    public var captures: [Capture]
    /// Where it is written.
    public var location: SourceLocation
}

/// Following `next_cursor` from page to page; the expectations then see the first answer with all pages' lists joined.
public struct Walk: Sendable, Hashable {
    /// Where the list is in an answer.
    public var list: JSONPointer
    /// How many pages at most; a walk that is cut there leaves a record not found inconclusive.
    public var pages: Int
    /// Steps played once, after the first page.
    public var between: [Step]
}

/// A variable taken from an answer or a record.
public struct Capture: Sendable, Hashable {
    /// Where the value is.
    public enum Source: Sendable, Hashable {
        /// In the body, or in the record.
        case body(JSONPointer)
        /// In a header.
        case header(String)
    }

    /// The variable's name.
    public var variable: String
    /// Where its value is.
    public var source: Source
}
