import Foundation

/// Base64url encoding without padding.
///
/// The parts of a token are decoded strictly; cursors have a decoder of their own (`Behaviour`), which takes what it once gave.
///
/// Source: RFC 4648, section 5.
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Decodes a text; `nil` unless encoding its bytes gives exactly the same text.
    ///
    /// A lenient decoder would accept several texts for one signature, each as another token.
    static func decode(_ text: Substring) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let standard = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let data = Data(base64Encoded: String(standard)) else { return nil }
        let bytes = Array(data)
        return encode(bytes).utf8.elementsEqual(text.utf8) ? bytes : nil
    }
}
