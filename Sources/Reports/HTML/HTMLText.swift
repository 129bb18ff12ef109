import Mustache

/// Escaping of text for HTML, in elements and in quoted attributes.
///
/// Escaping uses Unicode scalars: a quote with a combining accent after it is one `Character` that does not equal a quote, and
/// would still end an attribute. Characters that XML cannot contain are shown as `\u{...}`, so that no control character of a
/// response reaches the page.
struct HTMLText: MustacheContentType {
    /// The name of the transform in templates.
    static let name = "UNDERSTUDY"

    func escapeText(_ text: String) -> String {
        Self.escaped(text)
    }

    /// The text with `&`, `<`, `>`, `"` and `'` as references.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in XMLText.permitted(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
            case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
            case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
            // A browser would convert it to a line feed, which differs from the endpoint's response.
            case UInt8(ascii: "\r"): bytes += Array(#"\u{d}"#.utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
