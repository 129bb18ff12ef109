import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate authority for one test.
struct TestAuthority {
    let certificate: Certificate
    private let key = P256.Signing.PrivateKey()

    init(_ name: String) throws {
        let subject = try DistinguishedName { CommonName(name) }
        certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date.now - 86_400,
            notValidAfter: Date.now + 86_400,
            issuer: subject,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    /// Issues a certificate for a name, or lets a key of its own sign it.
    func issue(
        for name: String,
        isSelfSigned: Bool = false,
        days: ClosedRange<Double> = -1...1
    ) throws -> (certificate: Certificate, key: P256.Signing.PrivateKey) {
        let own = P256.Signing.PrivateKey()
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(own.publicKey),
            notValidBefore: Date.now + days.lowerBound * 86_400,
            notValidAfter: Date.now + days.upperBound * 86_400,
            issuer: isSelfSigned ? subject : self.certificate.subject,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                SubjectAlternativeNames([.dnsName(name)])
            },
            issuerPrivateKey: Certificate.PrivateKey(isSelfSigned ? own : key)
        )
        return (certificate, own)
    }
}

extension Certificate {
    /// The certificate's text in PEM.
    var pem: String {
        get throws { try serializeAsPEM().pemString }
    }
}
