import Contracts
import JSON

/// A token split into its parts, not yet checked.
///
/// Source: RFC 7515, section 3.1; RFC 7519, section 7.2.
struct BearerToken {
    /// The maximum length of a token, in bytes: servers accept no longer header anyway.
    static let longest = 32 << 10

    let header: TokenHeader
    let payload: JSONObject
    /// The signed part.
    let signed: [UInt8]
    let signature: [UInt8]

    /// Splits a token; `nil` when it is not one.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 3,
            let header = Self.object(parts[0]).flatMap(TokenHeader.init),
            let payload = Self.object(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.header = header
        self.payload = payload
        self.signature = signature
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    /// Duplicate names are refused: the issuer may have meant the other one.
    private static func object(_ part: Substring) -> JSONObject? {
        let parser = JSONParser(maximumDepth: 32, duplicateNames: .refuse)
        return Base64URL.decode(part).flatMap { try? parser.parse($0) }?.objectValue
    }
}

/// The header of a token, which describes its signature.
struct TokenHeader {
    let algorithm: String
    let keyIdentifier: String?

    /// Decodes a header; `nil` when it has no algorithm, or an unsupported critical parameter (RFC 7515, 4.1.11).
    init?(_ object: JSONObject) {
        guard let algorithm = object["alg"]?.stringValue, object["crit"] == nil else { return nil }
        self.algorithm = algorithm
        switch object["kid"] {
        case nil: keyIdentifier = nil
        case .string(let text): keyIdentifier = text
        default: return nil
        }
    }
}
