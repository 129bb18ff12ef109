import Foundation
import JSON
import JWTKit

/// A signer of tokens: for tests, and for a verifier that signs in as several users.
public struct TokenSigner: Sendable {
    private let keys: JWTKeyCollection
    private let identifier: String?

    /// Creates a signer with a secret: HS256.
    ///
    /// - Throws: ``AuthorizationError/shortSecret(bytes:)``.
    public init(secret: String, identifier: String? = nil) async throws(AuthorizationError) {
        try AuthorizationError.check(secret: secret)
        keys = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        self.identifier = identifier
    }

    /// Creates a signer with a private key in PEM: ES256, ES384, ES512, EdDSA or RS256, depending on the key.
    ///
    /// - Throws: ``AuthorizationError/unusableKey(reason:)`` when it is none of them.
    public init(pem: String, identifier: String? = nil) async throws(AuthorizationError) {
        let keys = JWTKeyCollection()
        if let key = try? ES256PrivateKey(pem: pem) {
            await keys.add(ecdsa: key)
        } else if let key = try? ES384PrivateKey(pem: pem) {
            await keys.add(ecdsa: key)
        } else if let key = try? ES512PrivateKey(pem: pem) {
            await keys.add(ecdsa: key)
        } else if let key = try? Insecure.RSA.PrivateKey(pem: pem) {
            await keys.add(rsa: key, digestAlgorithm: .sha256)
        } else if let key = try? EdDSA.PrivateKey(pem: pem) {
            await keys.add(eddsa: key)
        } else {
            throw .unusableKey(
                reason:
                    "it is no EC, RSA (2048 bits or more) or Ed25519 key in PEM; make one by 'openssl genpkey'"
            )
        }
        self.keys = keys
        self.identifier = identifier
    }

    /// Creates a signer with the private key in a PEM file.
    ///
    /// - Throws: ``AuthorizationError`` when the file cannot be read or has no such key.
    public init(contentsOf path: String, identifier: String? = nil) async throws(AuthorizationError) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        try await self.init(pem: String(decoding: data, as: UTF8.self), identifier: identifier)
    }

    /// Returns the token of a description.
    ///
    /// - Throws: ``AuthorizationError/unusableKey(reason:)`` when the key cannot sign.
    public func token(_ description: TokenDescription) async throws(AuthorizationError) -> String {
        var header: JWTHeader = ["typ": "JWT"]
        if let identifier { header.kid = identifier }
        do {
            return try await keys.sign(SignedClaims(description), header: header)
        } catch {
            throw .unusableKey(reason: "it does not sign; give another one")
        }
    }
}

/// The payload of a token, with the subject where a service looks for it.
private struct SignedClaims: JWTPayload {
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private let description: TokenDescription

    init(_ description: TokenDescription) {
        self.description = description
    }

    /// Payloads are only signed here: those of requests are read by ``BearerToken``.
    init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: decoder.codingPath,
                debugDescription: "payloads are only signed"
            )
        )
    }

    func encode(to encoder: any Encoder) throws {
        let payload = encoder.container(keyedBy: Name.self)
        func put(_ value: some Encodable, at path: [String]) throws {
            var container = payload
            for name in path.dropLast() {
                container = container.nestedContainer(keyedBy: Name.self, forKey: Name(stringValue: name))
            }
            guard let last = path.last else { return }
            try container.encode(value, forKey: Name(stringValue: last))
        }
        try put(description.subject, at: ["sub"])
        // The database's role, in Supabase's tokens.
        try put("authenticated", at: ["role"])
        try put(Int(description.issued.timeIntervalSince1970), at: ["iat"])
        try put(Int(description.expires.timeIntervalSince1970), at: ["exp"])
        if let audience = description.audience { try put(audience, at: ["aud"]) }
        if let role = description.role { try put(role, at: ["app_metadata", "role"]) }
        try put(description.subject, at: description.subjectPlace.tokens)
    }

    func verify(using algorithm: some JWTAlgorithm) throws {}
}
