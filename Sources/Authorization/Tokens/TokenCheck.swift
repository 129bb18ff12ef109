public import Contracts
public import Foundation
import JSON
import JWTKit
public import Lambda

/// A check of bearer tokens: signature, times, audience.
///
/// jwt-kit checks the signature. The rest is done here: jwt-kit falls back to a default key when a
/// `kid` is unknown, and does not require a key's algorithm to match.
public struct TokenCheck: Sendable {
    private let keys: TokenKeys
    private let claims: TokenClaims
    private let now: @Sendable () -> Date

    /// Creates a check.
    ///
    /// - Parameters:
    ///   - keys: The keys that tokens are signed with.
    ///   - claims: The places of the claims.
    ///   - now: The time for the expiry of tokens: the real one, whatever the service's clock is.
    public init(
        _ keys: TokenKeys,
        claims: TokenClaims,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.keys = keys
        self.claims = claims
        self.now = now
    }

    /// Returns the sender of a request.
    ///
    /// - Throws: ``TokenRefusal`` when it has no token, or an invalid one.
    /// - Complexity: O(*n*) in the number of keys that the token's header can refer to.
    public func identity(of request: LambdaRequest) throws(TokenRefusal) -> Identity {
        try identity(in: Self.token(in: request.headers))
    }

    /// Returns the token in the headers (RFC 6750, section 2.1).
    private static func token(in headers: HeaderFields) throws(TokenRefusal) -> String {
        let values = headers.values(for: "Authorization").filter { !$0.isEmpty }
        guard let value = values.first else { throw .missing }
        let words = value.split(separator: " ")
        guard values.count == 1, words.count == 2, words[0].lowercased() == "bearer" else {
            throw .notBearer
        }
        return String(words[1])
    }

    /// Returns the subject and roles of a token.
    ///
    /// - Throws: ``TokenRefusal`` when it is invalid.
    func identity(in text: String) throws(TokenRefusal) -> Identity {
        guard let token = BearerToken(text) else { throw .malformed }
        let candidates = keys.candidates(for: token.header)
        guard !candidates.isEmpty else { throw .unknownKey }
        let isSigned = candidates.contains { key in
            // An error means that the signature cannot even be one of this key's.
            (try? key.verify(token.signature, signs: token.signed)) ?? false
        }
        guard isSigned else { throw .wrongSignature }
        try checkTimes(token.payload)
        try checkAudience(token.payload)
        let payload = JSONValue.object(token.payload)
        guard let subject = payload[claims.subject]?.stringValue, !subject.isEmpty else { throw .incomplete }
        return Identity(subject: subject, roles: claims.roles.compactMap { payload[$0]?.stringValue })
    }

    private func checkTimes(_ payload: JSONObject) throws(TokenRefusal) {
        let now = now().timeIntervalSince1970
        guard let end = payload["exp"]?.numberValue?.doubleValue else { throw .incomplete }
        guard now < end else { throw .expired }
        guard let start = payload["nbf"] else { return }
        guard let start = start.numberValue?.doubleValue else { throw .incomplete }
        guard start <= now else { throw .notYetValid }
    }

    /// Returns the audience, which is one text or a list of them (RFC 7519, section 4.1.3).
    private func checkAudience(_ payload: JSONObject) throws(TokenRefusal) {
        guard let audience = claims.audience else { return }
        let texts: [JSONValue] =
            switch payload["aud"] {
            case .array(let elements): elements
            case let value?: [value]
            case nil: []
            }
        let isOurs = texts.contains {
            $0.stringValue.map { ExactString($0) == ExactString(audience) } ?? false
        }
        guard isOurs else { throw .wrongAudience }
    }
}
