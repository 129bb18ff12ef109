public import JSON

/// The reason for refusing a request: a text for people, and the place and the rule where they are known.
public struct ErrorReason: Sendable, Hashable {
    /// The problem and the remedy, in one sentence.
    public var text: String
    /// The place in the arguments; `nil` when the reason is about no single place.
    public var pointer: JSONPointer?
    /// The id of the broken rule; `nil` when none is known.
    public var rule: String?

    /// Creates a reason.
    public init(_ text: String, pointer: JSONPointer? = nil, rule: String? = nil) {
        self.text = text
        self.pointer = pointer
        self.rule = rule
    }

    /// The text as a header value: printable ASCII on one line, at most 500 bytes.
    ///
    /// Source: RFC 9110, section 5.5.
    var headerText: String {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars.prefix(500) {
            bytes.append((0x20...0x7E).contains(scalar.value) ? UInt8(scalar.value) : UInt8(ascii: "?"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
