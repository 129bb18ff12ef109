public import JSON

/// An expected or seen value: in words, and as a value where it is one.
public struct Evidence: Sendable, Hashable {
    /// The text on one line, truncated where it is long.
    public var text: String
    /// The value; `nil` where there is none, or where it is too large to keep.
    public var value: JSONValue?

    /// The length of a value's text from which it is truncated, in bytes.
    private static let textLimit = 200
    /// The length of a value's text up to which the value is kept, in bytes.
    private static let valueLimit = 2_000

    /// Creates evidence in words.
    public init(text: String, value: JSONValue? = nil) {
        self.text = text
        self.value = value
    }

    /// Creates the evidence of a value, or of its absence.
    ///
    /// - Complexity: O(*n*) in the size of the value.
    public init(_ value: JSONValue?) {
        guard let value else {
            self.init(text: "nothing")
            return
        }
        let text = value.compactText
        let length = text.utf8.count
        self.init(
            text: length <= Self.textLimit
                ? text : "\(String(text.prefix(Self.textLimit)))... (\(length) bytes)",
            // A plain `nil` would be the JSON value null.
            value: length <= Self.valueLimit ? value : JSONValue?.none
        )
    }
}

extension Evidence {
    /// Creates the evidence of a body: its text, and its value where it is JSON.
    ///
    /// - Complexity: O(*n*) in the length of a body that is small enough to keep; constant for a larger one.
    public init(body: [UInt8]) {
        let rest = body.count > Self.textLimit ? "... (\(body.count) bytes)" : ""
        let text = String(decoding: body.prefix(Self.textLimit), as: UTF8.self)
        self.init(
            text: body.isEmpty ? "no body" : text + rest,
            value: body.count <= Self.valueLimit ? try? JSONValue(parsing: body) : JSONValue?.none
        )
    }

    /// Returns the evidence with its text and its value replaced.
    public func map(_ text: (String) -> String, _ value: (JSONValue) -> JSONValue) -> Evidence {
        Evidence(text: text(self.text), value: self.value.map(value))
    }
}

extension Evidence: ExpressibleByStringInterpolation {
    /// Creates evidence in words.
    public init(stringLiteral text: String) {
        self.init(text: text)
    }
}
