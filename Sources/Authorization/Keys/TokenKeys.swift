import Foundation
import JSON
import JWTKit

/// The keys for checking signatures of tokens.
///
/// Each key checks only signatures of its own kind, whatever a token's header names: using a public key as the secret of
/// an HS256 signature does not work.
///
/// Source: RFC 8725, section 3.1.
public struct TokenKeys: Sendable {
    /// A key with its algorithms.
    struct Key: Sendable {
        var identifier: String?
        var algorithms: [ExactString: any JWTAlgorithm]
    }

    let keys: [Key]

    /// Creates the key of a secret: HS256, as Supabase signs with a project's JWT secret.
    ///
    /// - Throws: ``AuthorizationError/shortSecret(bytes:)``.
    public init(secret: String) async throws(AuthorizationError) {
        try AuthorizationError.check(secret: secret)
        let collection = await JWTKeyCollection().add(
            hmac: HMACKey(from: secret),
            digestAlgorithm: .sha256
        )
        guard let algorithm = try? await collection.getKey() else {
            throw .unusableKey(reason: "it makes no key for HS256; give another secret")
        }
        keys = [Key(identifier: nil, algorithms: ["HS256": algorithm])]
    }

    /// Reads a JSON Web Key Set (RFC 7517).
    ///
    /// Keys that are not for signatures or of an unknown type are left out, as section 5 says; so are the
    /// private parts of keys, and secrets: public keys must not sign.
    ///
    /// - Throws: ``AuthorizationError`` when the file cannot be read, is not a key set, or has an invalid key or none at all.
    /// - Complexity: O(*n*) in the number of keys.
    public init(contentsOf path: String) async throws(AuthorizationError) {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path: path) }
        try await self.init(parsing: Array(data), path: path)
    }

    /// Parses the text of a JSON Web Key Set; `path` is its name in errors.
    init(parsing bytes: [UInt8], path: String) async throws(AuthorizationError) {
        let set: JSONValue
        do throws(JSONError) {
            set = try JSONValue(parsing: bytes)
        } catch {
            throw .malformedKeys(path: path, reason: "is not JSON: \(error)")
        }
        guard let elements = set["keys"]?.arrayValue else {
            throw .malformedKeys(path: path, reason: "has no list of keys")
        }
        var keys: [Key] = []
        for (index, element) in elements.enumerated() {
            do throws(WebKey.Failure) {
                guard let key = try WebKey(element) else { continue }
                keys.append(Key(identifier: key.identifier, algorithms: try await key.algorithms()))
            } catch {
                throw .brokenKey(path: path, index: index, reason: error.reason)
            }
        }
        guard !keys.isEmpty else { throw .noKeys(path: path) }
        self.keys = keys
    }

    /// Returns the algorithms that may check a token's signature, of every key that its header can refer to.
    ///
    /// - Complexity: O(*n*) in the number of keys.
    func candidates(for header: TokenHeader) -> [any JWTAlgorithm] {
        keys.compactMap { key in
            if let wanted = header.keyIdentifier, let own = key.identifier,
                ExactString(wanted) != ExactString(own)
            {
                return nil
            }
            return key.algorithms[ExactString(header.algorithm)]
        }
    }
}
