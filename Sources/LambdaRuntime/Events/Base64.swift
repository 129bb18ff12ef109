import Foundation

/// Base64 as events and responses have it.
///
/// Source: RFC 4648, section 4.
enum Base64: Sendable {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// Returns the bytes; `nil` for what is not base64.
    static func decode(_ text: String) -> [UInt8]? {
        Data(base64Encoded: text).map { [UInt8]($0) }
    }
}
