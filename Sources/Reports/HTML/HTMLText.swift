import Mustache

/// Escapes text for HTML, in elements and in quoted attributes.
///
/// It goes by Unicode scalars: a quote with a combining accent behind it is one `Character` that is no quote, and would
/// still end an attribute. What XML cannot hold is shown as `\u{...}`, so that no control character of an answer reaches
/// the page.
struct HTMLText: MustacheContentType {
    /// The name under which templates choose it.
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
            // A browser would make a line feed of it, which is not what the endpoint answered.
            case UInt8(ascii: "\r"): bytes += Array(#"\u{d}"#.utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
