import CryptoExtras
import Foundation
import JSON
import JWTKit

/// Keys that are made anew for every run.
enum TestKeys {
    static let secret = "a secret of the tests that is long enough"

    static let elliptic = ES256PrivateKey().pemRepresentation
    static let otherElliptic = ES256PrivateKey().pemRepresentation
    static let edwards = (try? EdDSA.PrivateKey().pemRepresentation) ?? ""
    static let rsa = (try? _RSA.Signing.PrivateKey(keySize: .bits2048).pkcs8PEMRepresentation) ?? ""

    static func publicPEM() throws -> String {
        try Insecure.RSA.PrivateKey(pem: rsa).publicKey.pemRepresentation
    }

    /// The public keys as a JSON Web Key Set, with a key of a type that is not known before them.
    static func set() throws -> [UInt8] {
        let point = try ES256PrivateKey(pem: elliptic).publicKey.parameters ?? ("", "")
        let numbers = try Insecure.RSA.PrivateKey(pem: rsa).publicKey.getKeyPrimitives()
        let edwardsKey = try EdDSA.PrivateKey(pem: edwards).publicKey.rawRepresentation
        let keys: JSONValue = [
            "keys": [
                ["kty": "oct", "kid": "ec", "k": "c2VjcmV0"],
                [
                    "kty": "EC", "crv": "P-256", "kid": "ec", "alg": "ES256", "use": "sig",
                    "x": .string(url(point.x)), "y": .string(url(point.y)),
                ],
                [
                    "kty": "RSA", "kid": "rsa", "n": .string(TokenCase.encode(Array(numbers.modulus))),
                    "e": .string(TokenCase.encode(Array(numbers.publicExponent))),
                ],
                [
                    "kty": "OKP", "crv": "Ed25519", "kid": "ed",
                    "x": .string(TokenCase.encode(Array(edwardsKey))),
                ],
            ]
        ]
        return keys.serialized()
    }

    private static func url(_ text: String) -> String {
        text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
