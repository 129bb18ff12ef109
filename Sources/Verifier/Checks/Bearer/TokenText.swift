import Foundation
import JSON

/// A token as its three parts, changed without any key: the verifier only asks whether an endpoint notices.
struct TokenText {
    private let parts: [Substring]

    /// Takes a token apart; `nil` when it is none.
    init?(_ text: String) {
        parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[2].isEmpty, subject != nil else { return nil }
    }

    /// Whose it says that it is.
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

    /// The token without a signature, and with a header that says so.
    var unsigned: String {
        let header = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString().replacing("=", with: "")
        return "\(header).\(parts[1])."
    }

    /// The token with another one's signature.
    func withSignature(of other: TokenText) -> String {
        "\(parts[0]).\(parts[1]).\(other.parts[2])"
    }
}
