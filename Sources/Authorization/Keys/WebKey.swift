import JSON
import JWTKit

/// A public key of a JSON Web Key Set.
struct WebKey {
    /// The problem of a key, as the end of a sentence that begins with "the key".
    struct Failure: Error {
        var reason: String
    }

    /// Its `kid`, where it has one.
    let identifier: String?
    private let key: JWK
    private let names: [String]

    private static let ofRSA = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
    private static let ofCurves = ["P-256": "ES256", "P-384": "ES384", "P-521": "ES512", "Ed25519": "EdDSA"]

    /// Decodes a key; `nil` when it is not for signatures, or of an unknown type.
    init?(_ value: JSONValue) throws(Failure) {
        guard value.objectValue != nil, let type = value["kty"]?.stringValue else {
            throw Failure(reason: "is no object with a kty")
        }
        guard ["RSA", "EC", "OKP"].contains(type), (value["use"]?.stringValue ?? "sig") == "sig" else {
            return nil
        }
        let fitting: [String]
        if type == "RSA" {
            fitting = Self.ofRSA
        } else {
            guard let curve = value["crv"]?.stringValue else { throw Failure(reason: "has no crv") }
            guard let name = Self.ofCurves[curve] else { return nil }
            fitting = [name]
        }
        if let name = value["alg"]?.stringValue {
            guard fitting.contains(name) else { return nil }
            names = [name]
        } else {
            names = fitting
        }
        guard var key = try? JWK(json: value.compactText) else {
            throw Failure(reason: "cannot be read as \(type)")
        }
        identifier = value["kid"]?.stringValue
        key.keyIdentifier = JWKIdentifier(string: "key")
        key.privateExponent = nil
        key.prime1 = nil
        key.prime2 = nil
        self.key = key
    }

    /// Returns the verifiers of its signatures, by the algorithm's name.
    func algorithms() async throws(Failure) -> [ExactString: any JWTAlgorithm] {
        var algorithms: [ExactString: any JWTAlgorithm] = [:]
        for name in names {
            var key = key
            key.algorithm = JWK.Algorithm(rawValue: name)
            guard let algorithm = try? await JWTKeyCollection().add(jwk: key).getKey() else {
                throw Failure(reason: "is no key for \(name), or too small a one")
            }
            algorithms[ExactString(name)] = algorithm
        }
        return algorithms
    }
}
