/// The reason why a request's token is refused; no case contains anything of the token.
public enum TokenRefusal: Error, Sendable, Hashable, CaseIterable {
    /// There is no `Authorization` header.
    case missing
    /// The header is repeated, or has another scheme than `Bearer`.
    case notBearer
    /// The value is not a token.
    case malformed
    /// No key has the token's algorithm and key id; `none` is never accepted.
    case unknownKey
    /// The signature is not the key's.
    case wrongSignature
    /// The token has no expiry time, or a member of a wrong type.
    case incomplete
    /// The token has expired.
    case expired
    /// The token is not valid yet.
    case notYetValid
    /// The token is for another audience.
    case wrongAudience

    /// The problem and the remedy, in ASCII without quotes, for use in a header.
    public var text: String {
        switch self {
        case .missing: "there is no token; sign in and send the header Authorization: Bearer TOKEN"
        case .notBearer: "the header Authorization must be there once, in the form Bearer TOKEN"
        case .malformed: "the token is malformed; send the access token as the sign-in gave it"
        case .unknownKey: "no key of this service is for the token's algorithm and key id; sign in here"
        case .wrongSignature: "the token's signature is not of this service's key; sign in here"
        case .incomplete:
            "the token lacks its subject or exp, or one of its members has a wrong type; sign in again"
        case .expired: "the token has expired; refresh it"
        case .notYetValid: "the token is not valid yet; check the clocks"
        case .wrongAudience: "the token is for another audience; sign in here"
        }
    }
}
