public import JSON

/// A request of a scenario and the expected response.
public struct Step: Sendable, Hashable {
    /// A header to send.
    public struct Header: Sendable, Hashable {
        /// The header's name.
        public var name: String
        /// Its value, a template of a text.
        public var value: Template
    }

    /// A description of the step.
    public var summary: String?
    /// The action's name.
    public var action: String
    /// The arguments in the canonical form; resolves to an object.
    public var arguments: Template
    /// The headers to send.
    public var headers: [Header]
    /// The wire form's name; the canonical form when `nil`.
    public var form: String?
    /// The number of repetitions; `${index}` counts from 0.
    public var times: Int
    /// Whether the repetitions run concurrently.
    public var isConcurrent: Bool
    /// Other steps that run concurrently with the repetitions of a concurrent one.
    public var beside: [Step]
    /// How to follow the list from page to page; `nil` to send one request.
    public var walk: Walk?
    /// The expectations of the response, of each repetition's.
    public var expectations: [Expectation]
    /// The variables captured from the response.
    public var captures: [Capture]
    /// The location of the step.
    public var location: SourceLocation
}

/// Following a list from page to page; the expectations then apply to the first response with the lists of all pages
/// joined.
public struct Walk: Sendable, Hashable {
    /// The place of the list in a response.
    public var list: JSONPointer
    /// The maximum number of pages; if the walk ends there, a record that was not found is inconclusive.
    public var pages: Int
    /// The steps that run once, after the first page.
    public var between: [Step]
}

/// A variable captured from a response or a record.
public struct Capture: Sendable, Hashable {
    /// The source of the value.
    public enum Source: Sendable, Hashable {
        /// In the body, or in the record.
        case body(JSONPointer)
        /// In a header.
        case header(String)
    }

    /// The variable's name.
    public var variable: String
    /// The source of its value.
    public var source: Source
}
