import Foundation
import JSON

/// A token split into its three parts, modified without a key to test whether an endpoint notices.
struct TokenText {
    private let parts: [Substring]

    /// Splits a token; returns `nil` for anything else.
    init?(_ text: String) {
        parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[2].isEmpty, subject != nil else { return nil }
    }

    /// The subject in its payload.
    var subject: String? {
        let text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text + padding) else { return nil }
        return (try? JSONValue(parsing: Array(data)))?["sub"]?.stringValue
    }

    /// The token with another signature.
    var withOtherSignature: String {
        let first = parts[2].first == "A" ? "B" : "A"
        return "\(parts[0]).\(parts[1]).\(first)\(parts[2].dropFirst())"
    }

    /// Returns a token of a subject that nobody has signed.
    static func unsigned(subject: String) -> String {
        let payload = Data(JSONValue.object(["sub": .string(subject)]).serialized()).base64EncodedString()
        let text = payload.replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
        return "\(unsignedHeader).\(text)."
    }

    private static let unsignedHeader = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString()
        .replacing("=", with: "")

    /// The token without a signature, with `alg` set to `none`.
    var unsigned: String {
        "\(Self.unsignedHeader).\(parts[1])."
    }

    /// Returns the token with another token's signature.
    func withSignature(of other: TokenText) -> String {
        "\(parts[0]).\(parts[1]).\(other.parts[2])"
    }
}
