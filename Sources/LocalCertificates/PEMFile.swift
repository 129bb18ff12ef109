import Crypto
import Foundation
import SwiftASN1
import X509

/// The text of a PEM file and its path.
struct PEMFile {
    let path: String
    let text: String

    /// - Throws: ``LocalCertificateError/fileDamaged(path:reason:)`` when it is not a certificate.
    func certificate() throws(LocalCertificateError) -> Certificate {
        do {
            return try Certificate(pemEncoded: text)
        } catch {
            throw .fileDamaged(path: path, reason: "it is not a certificate in PEM")
        }
    }

    /// - Throws: ``LocalCertificateError/fileDamaged(path:reason:)`` when it is not a private key.
    func key() throws(LocalCertificateError) -> P256.Signing.PrivateKey {
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: text)
        } catch {
            throw .fileDamaged(path: path, reason: "it is not a private key in PEM")
        }
    }
}
