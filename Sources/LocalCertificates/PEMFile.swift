import Crypto
import Foundation
import SwiftASN1
import X509

/// The text of a file that was read, and where it was.
struct PEMFile {
    let path: String
    let text: String

    /// - Throws: ``LocalCertificateError/fileDamaged(path:reason:)`` when it is none.
    func certificate() throws(LocalCertificateError) -> Certificate {
        do {
            return try Certificate(pemEncoded: text)
        } catch {
            throw .fileDamaged(path: path, reason: "it is not a certificate in PEM")
        }
    }

    /// - Throws: ``LocalCertificateError/fileDamaged(path:reason:)`` when it is none.
    func key() throws(LocalCertificateError) -> P256.Signing.PrivateKey {
        do {
            return try P256.Signing.PrivateKey(pemRepresentation: text)
        } catch {
            throw .fileDamaged(path: path, reason: "it is not a private key in PEM")
        }
    }
}
