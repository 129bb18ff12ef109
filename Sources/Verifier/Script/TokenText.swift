import Contracts
import JSON

/// A token split into its three parts, modified without a key to test whether an endpoint notices.
struct TokenText {
    private let parts: [Substring]
    private let subjectPlace: JSONPointer

    /// Splits a token; returns `nil` for anything else.
    ///
    /// - Parameters:
    ///   - text: The token.
    ///   - subjectPlace: The place of the subject in its payload.
    init?(_ text: String, subjectPlace: JSONPointer = TokenClaims.standardSubject) {
        self.subjectPlace = subjectPlace
        parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[2].isEmpty, subject != nil else { return nil }
    }

    /// The subject in its payload.
    var subject: String? {
        guard let bytes = Base64URL.decode(parts[1]) else { return nil }
        return (try? JSONValue(parsing: bytes))?[subjectPlace]?.stringValue
    }

    /// The token with another signature.
    var withOtherSignature: String {
        let first = parts[2].first == "A" ? "B" : "A"
        return "\(parts[0]).\(parts[1]).\(first)\(parts[2].dropFirst())"
    }

    /// Returns a token of a subject that nobody has signed, with the subject at a place of its payload.
    static func unsigned(subject: String, at place: JSONPointer) -> String {
        let object = place.tokens.reversed().reduce(JSONValue.string(subject)) { value, name in
            .object([name: value])
        }
        return "\(unsignedHeader).\(Base64URL.encode(object.serialized()))."
    }

    private static let unsignedHeader = Base64URL.encode(Array(#"{"alg":"none","typ":"JWT"}"#.utf8))

    /// The token without a signature, with `alg` set to `none`.
    var unsigned: String {
        "\(Self.unsignedHeader).\(parts[1])."
    }

    /// Returns the token with another token's signature.
    func withSignature(of other: TokenText) -> String {
        "\(parts[0]).\(parts[1]).\(other.parts[2])"
    }
}
