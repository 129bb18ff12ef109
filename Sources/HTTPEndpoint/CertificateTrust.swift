import Foundation
import NIOSSL

/// The trusted authorities of an endpoint's certificate.
public struct CertificateTrust: Sendable {
    /// The configuration of TLS; `nil` for the system's authorities.
    let configuration: TLSConfiguration?

    /// The authorities of the system.
    public static let system = CertificateTrust(configuration: nil)

    /// Every certificate, regardless of its signer and its name: the traffic can be intercepted.
    public static let insecure: CertificateTrust = {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return CertificateTrust(configuration: configuration)
    }()

    private init(configuration: TLSConfiguration?) {
        self.configuration = configuration
    }

    /// Creates the trust in the system's authorities, or in those that the environment names, and in a further file.
    ///
    /// `SSL_CERT_FILE` replaces the system's file of certificates, and `SSL_CERT_DIR` its folder, as in
    /// OpenSSL: a list of folders with a colon between them, in which a certificate has a name of the form `1a2b3c4d.0`
    /// (`openssl rehash` makes them). Source: OpenSSL, X509_LOOKUP_hash_dir(3) and X509_STORE_set_default_paths(3).
    ///
    /// - Parameters:
    ///   - file: A file of further trusted certificates in PEM, or one in DER.
    ///   - option: The option that names the file, for messages.
    ///   - environment: The environment variables.
    /// - Throws: ``CertificateTrustError`` when a given file has no certificate.
    public init(
        file: String?,
        option: String = "--ca-file",
        environment: [String: String]
    ) throws(CertificateTrustError) {
        let named = (
            file: environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 },
            folders: environment["SSL_CERT_DIR"].flatMap { $0.isEmpty ? nil : $0 }
        )
        guard file != nil || named.file != nil || named.folders != nil else {
            self = .system
            return
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if named.file != nil || named.folders != nil {
            var roots: [NIOSSLCertificate] = []
            if let path = named.file {
                roots += try Self.certificates(in: path, namedBy: "SSL_CERT_FILE")
            } else if let path = Self.defaultFiles.first(where: FileManager.default.fileExists) {
                roots += (try? NIOSSLCertificate.fromPEMFile(path)) ?? []
            }
            let folders = named.folders.map { $0.split(separator: ":").map(String.init) }
            for folder in folders ?? Self.defaultFolders { roots += Self.hashed(in: folder) }
            configuration.trustRoots = .certificates(roots)
        }
        if let file {
            let certificates = try Self.certificates(in: file, namedBy: option)
            configuration.additionalTrustRoots = [.certificates(certificates)]
        }
        self.configuration = configuration
    }

    /// The default paths of OpenSSL on common systems.
    private static let defaultFiles = ["/etc/pki/tls/cert.pem", "/usr/lib/ssl/cert.pem", "/etc/ssl/cert.pem"]
    private static let defaultFolders = ["/etc/ssl/certs", "/etc/pki/tls/certs"]

    private static func certificates(
        in path: String,
        namedBy name: String
    ) throws(CertificateTrustError) -> [NIOSSLCertificate] {
        if let found = try? NIOSSLCertificate.fromPEMFile(path), !found.isEmpty { return found }
        if let found = try? NIOSSLCertificate.fromDERFile(path) { return [found] }
        throw CertificateTrustError(
            path: path,
            name: name,
            isMissing: !FileManager.default.fileExists(atPath: path)
        )
    }

    /// Returns the certificates of a folder, as OpenSSL finds them: by the hash of their subject.
    ///
    /// Other files are not read.
    private static func hashed(in folder: String) -> [NIOSSLCertificate] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.wholeMatch(of: /[0-9a-f]{8}\.[0-9]+/) != nil }.flatMap {
            (try? NIOSSLCertificate.fromPEMFile("\(folder)/\($0)")) ?? []
        }
    }
}

/// The reason why trusted certificates cannot be read.
public struct CertificateTrustError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The path of the file.
    public let path: String
    /// The option or the variable that names it.
    public let name: String
    /// Whether the file does not exist.
    public let isMissing: Bool

    /// Creates an error about a file.
    public init(path: String, name: String, isMissing: Bool) {
        self.path = path
        self.name = name
        self.isMissing = isMissing
    }

    /// The problem and the remedy, on one line.
    public var description: String {
        "\(name) '\(path)': "
            + (isMissing
                ? "there is no such file; check the path"
                : "no certificate can be read; name a file in PEM or DER")
    }
}
