/// The name of a session: 1 to 64 of `A-Z`, `a-z`, `0-9`, `-`, `_` and `.`, not starting with a dot.
///
/// It is used in paths, headers, cookies and queries, so characters that need escaping in any of them are not
/// allowed.
public struct SessionName: Sendable, Hashable, CustomStringConvertible {
    /// The session of requests that select none.
    public static let standard = SessionName(unchecked: "default")

    /// The name.
    public let description: String

    /// Validates a name.
    ///
    /// - Throws: ``SessionError/invalidName(_:)``.
    public init(_ text: String) throws(SessionError) {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isAllowed, (1...64).contains(text.utf8.count), text.utf8.first != UInt8(ascii: ".") else {
            throw .invalidName(text)
        }
        description = text
    }

    private init(unchecked text: String) {
        description = text
    }
}
