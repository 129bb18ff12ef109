/// Why a request's token is not taken; no case holds anything of the token.
public enum TokenRefusal: Error, Sendable, Hashable, CaseIterable {
    /// There is no `Authorization` header.
    case missing
    /// The header is there more than once, or of another scheme than `Bearer`.
    case notBearer
    /// What stands there is no token.
    case malformed
    /// No key is for the token's algorithm and key id; `none` is never one.
    case unknownKey
    /// The signature is not of the key.
    case wrongSignature
    /// The token has no time at which it ends, or a member of another type than it must have.
    case incomplete
    /// The token's time is over.
    case expired
    /// The token's time has not come.
    case notYetValid
    /// The token is for somebody else's service.
    case wrongAudience

    /// What is wrong and what to do, in ASCII without quotes, as a header can hold it.
    public var text: String {
        switch self {
        case .missing: "there is no token; sign in and send the header Authorization: Bearer TOKEN"
        case .notBearer: "the header Authorization must stand once and be of the form Bearer TOKEN"
        case .malformed: "the token is malformed; send the access token as the sign-in gave it"
        case .unknownKey: "no key of this service is for the token's algorithm and key id; sign in here"
        case .wrongSignature: "the token's signature is not of this service's key; sign in here"
        case .incomplete: "the token lacks sub or exp, or one of its members has a wrong type; sign in again"
        case .expired: "the token has expired; refresh it"
        case .notYetValid: "the token is not valid yet; check the clocks"
        case .wrongAudience: "the token is for another audience; sign in here"
        }
    }
}
