/// The reason why tokens cannot be checked or created; no text contains a secret.
public enum AuthorizationError: Error, Sendable, Hashable {
    /// The option's value has none of its forms.
    case unknownForm
    /// The secret has too few bytes to sign with.
    case shortSecret(bytes: Int)
    /// A file cannot be read.
    case unreadable(path: String)
    /// A file of keys has invalid content.
    case malformedKeys(path: String, reason: String)
    /// A key of a file cannot be used; `index` is its place among the keys, from 0.
    case brokenKey(path: String, index: Int, reason: String)
    /// No key of a file can check a signature.
    case noKeys(path: String)
    /// A key cannot sign or check signatures.
    case unusableKey(reason: String)
}

extension AuthorizationError {
    /// The minimum number of bytes of a secret for HS256.
    ///
    /// jwt-kit traps on fewer. Source: RFC 7518, section 3.2.
    static let leastSecretBytes = 32

    /// Checks that a secret can sign.
    static func check(secret: String) throws(AuthorizationError) {
        guard secret.utf8.count >= leastSecretBytes else { throw .shortSecret(bytes: secret.utf8.count) }
    }
}

extension AuthorizationError: CustomStringConvertible {
    /// The place, the problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .unknownForm:
            "the authorization is neither 'supabase:SECRET', a file of keys (JWKS), nor 'none'; use one of them"
        case .shortSecret(let bytes):
            "the secret of the tokens has \(bytes) bytes, and HS256 wants \(Self.leastSecretBytes); give a longer one"
        case .unreadable(let path):
            "\(path): cannot be read; check that the file is there and may be read"
        case .malformedKeys(let path, let reason):
            "\(path): \(reason); give a JSON Web Key Set: {\"keys\": [...]}"
        case .brokenKey(let path, let index, let reason):
            "\(path): the key at /keys/\(index) \(reason); fetch the file again from the issuer"
        case .noKeys(let path):
            "\(path): no key in it checks signatures; give a JSON Web Key Set with an EC, RSA or OKP key"
        case .unusableKey(let reason):
            "the key cannot be used: \(reason)"
        }
    }
}
