public import JSON

/// A complete exchange: the mock answers from it, the verifier runs it.
public struct Example: Sendable, Hashable {
    /// A reference to another example by its action and name: `orders/place: first order`.
    public struct Reference: Sendable, Hashable, CustomStringConvertible {
        /// The action's name.
        public var action: String
        /// The example's name.
        public var example: String

        /// Creates a reference.
        public init(action: String, example: String) {
            self.action = action
            self.example = example
        }

        /// Parses `action: example name`; returns `nil` when there is no colon and space.
        public init?(_ text: String) {
            guard let range = text.firstRange(of: ": ") else { return nil }
            self.init(action: String(text[..<range.lowerBound]), example: String(text[range.upperBound...]))
        }

        /// The reference as contract files write it.
        public var description: String { "\(action): \(example)" }
    }

    /// The name, unique in the action.
    public var name: String
    /// A description of what it shows.
    public var summary: String?
    /// The examples to run before it.
    public var after: [Reference]
    /// The wire form's name; the canonical form when `nil`.
    public var form: String?
    /// The arguments, in the canonical form.
    public var request: JSONObject
    /// The response's status.
    public var status: Int
    /// The response's body; `nil` where there is none.
    public var body: JSONValue?
    /// The id of its rule.
    public var rule: String?
    /// The location of the example.
    public var location: SourceLocation
}

/// An example together with its action.
public struct Exchange: Sendable {
    /// The action.
    public var action: Action
    /// The example.
    public var example: Example
}
