import Crypto
import Foundation
import SwiftASN1
import X509

/// A local certificate authority of one user, limited to names of this machine and its network.
struct CertificateAuthority {
    /// The validity of the authority's certificate: ten years.
    static let lifetime: TimeInterval = 3650 * 86_400

    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    /// Creates a new authority.
    ///
    /// - Throws: ``LocalCertificateError/notIssued(reason:)``
    init(now: Date) throws(LocalCertificateError) {
        let key = P256.Signing.PrivateKey()
        let identifier = SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
        // The name is made unique, because two authorities of one name confuse trust stores that look issuers up by
        // name.
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
                // The clocks of containers and virtual machines can run behind.
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
                            permittedDNSDomains: NameConstraints.DNSNames(AuthorityNameConstraints.domains),
                            permittedIPRanges: NameConstraints.IPRanges(
                                AuthorityNameConstraints.networks.map { network in
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

    /// Loads an existing authority.
    ///
    /// - Throws: ``LocalCertificateError/fileDamaged(path:reason:)`` when a file is invalid, or certificate and key
    ///   do not match.
    init(certificate: PEMFile, key: PEMFile) throws(LocalCertificateError) {
        self.certificate = try certificate.certificate()
        self.key = try key.key()
        guard self.certificate.publicKey == Certificate.PublicKey(self.key.publicKey) else {
            throw .fileDamaged(path: key.path, reason: "it is not the key of \(certificate.path)")
        }
    }

    /// Issues a server certificate for these names, with a new key.
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
    /// The name as a subject alternative name.
    var generalName: GeneralName {
        switch self {
        case .host(let name): .dnsName(name)
        case .address(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }
}
