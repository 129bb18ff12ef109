import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate authority of one user, for names of this machine and its network only.
struct CertificateAuthority {
    /// How long a browser that was told to trust it need not be told again: ten years.
    static let lifetime: TimeInterval = 3650 * 86_400

    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    /// Makes a new one.
    ///
    /// - Throws: ``LocalCertificateError/notIssued(reason:)``
    init(now: Date) throws(LocalCertificateError) {
        let key = P256.Signing.PrivateKey()
        let identifier = SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
        // Two authorities of one name confuse the stores that look issuers up by name.
        let mark = identifier.keyIdentifier.prefix(4).map { String(format: "%02x", $0) }.joined()
        self.key = key
        do {
            let name = try DistinguishedName {
                OrganizationName("Understudy")
                CommonName("Understudy local authority \(mark)")
            }
            self.certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(key.publicKey),
                // Clocks of containers and virtual machines run behind.
                notValidBefore: now - 3600,
                notValidAfter: now + Self.lifetime,
                issuer: name,
                subject: name,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    Critical(
                        NameConstraints(
                            permittedDNSDomains: NameConstraints.DNSNames(PrivateScope.domains),
                            permittedIPRanges: NameConstraints.IPRanges(
                                PrivateScope.networks.map { network in
                                    ASN1OctetString(contentBytes: ArraySlice(network.address + network.mask))
                                }
                            )
                        )
                    )
                    identifier
                },
                issuerPrivateKey: Certificate.PrivateKey(key)
            )
        } catch {
            throw .notIssued(reason: "\(error)")
        }
    }

    /// Reads one that was made before.
    ///
    /// - Throws: ``LocalCertificateError/fileDamaged(path:reason:)`` where a text is not what it should be, or the two do not
    ///   belong together.
    init(certificate: PEMFile, key: PEMFile) throws(LocalCertificateError) {
        self.certificate = try certificate.certificate()
        self.key = try key.key()
        guard self.certificate.publicKey == Certificate.PublicKey(self.key.publicKey) else {
            throw .fileDamaged(path: key.path, reason: "it is not the key of \(certificate.path)")
        }
    }

    /// A certificate for a server of these names, and its key.
    ///
    /// - Throws: ``LocalCertificateError/notIssued(reason:)``
    func issue(
        for names: [LocalName],
        from start: Date,
        until end: Date
    ) throws(LocalCertificateError) -> (certificate: Certificate, key: P256.Signing.PrivateKey) {
        let key = P256.Signing.PrivateKey()
        do {
            let certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: Certificate.PublicKey(key.publicKey),
                notValidBefore: start - 3600,
                notValidAfter: min(end, self.certificate.notValidAfter),
                issuer: self.certificate.subject,
                subject: try DistinguishedName {
                    OrganizationName("Understudy")
                    CommonName("localhost")
                },
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: try Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage([.serverAuth])
                    SubjectAlternativeNames(names.map(\.generalName))
                    SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
                    AuthorityKeyIdentifier(
                        keyIdentifier: try self.certificate.extensions.subjectKeyIdentifier?.keyIdentifier
                    )
                },
                issuerPrivateKey: Certificate.PrivateKey(self.key)
            )
            return (certificate, key)
        } catch {
            throw .notIssued(reason: "\(error)")
        }
    }
}

extension LocalName {
    /// The name as a certificate lists it.
    var generalName: GeneralName {
        switch self {
        case .host(let name): .dnsName(name)
        case .address(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }
}
