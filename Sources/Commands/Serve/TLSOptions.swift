import ArgumentParser
import Foundation
import LocalCertificates
import MockServer
import NIOCore

/// The options for TLS and its certificate.
struct TLSOptions: ParsableArguments {
    @Flag(
        help:
            "Serves HTTPS with a certificate of a local authority, created once and kept in your data folder."
    )
    var tls = false

    @Option(
        help: ArgumentHelp(
            "Serves HTTPS with this certificate chain in PEM; needs --tls-key.",
            valueName: "file"
        ),
        completion: .file(extensions: ["pem", "crt"])
    )
    var tlsCert: String?

    @Option(
        help: ArgumentHelp("The private key of --tls-cert in PEM.", valueName: "file"),
        completion: .file(extensions: ["pem", "key"])
    )
    var tlsKey: String?

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key go together; give both or neither")
        }
        guard !tls || tlsCert == nil else {
            throw ValidationError("--tls makes a certificate, --tls-cert brings one; give one of them")
        }
    }

    /// Returns the server's TLS settings; `nil` for plain HTTP.
    ///
    /// - Throws: ``CommandLineError`` when a file cannot be read, or no local certificate can be created.
    func chosen(for host: String) throws(CommandLineError) -> Choice? {
        if tls {
            do throws(LocalCertificateError) {
                let certificates = LocalCertificates(environment: ProcessInfo.processInfo.environment)
                return .local(try certificates.issued(for: Self.names(of: host)))
            } catch {
                throw CommandLineError(error.description)
            }
        }
        guard let tlsCert, let tlsKey else { return nil }
        return .given(
            ServerCertificate(
                chain: try InputFile.bytes(of: tlsCert, "the certificate"),
                key: try InputFile.bytes(of: tlsKey, "the key")
            )
        )
    }

    /// The source of the certificate.
    enum Choice: Sendable {
        case given(ServerCertificate)
        case local(IssuedCertificate)

        var certificate: ServerCertificate {
            switch self {
            case .given(let certificate): certificate
            case .local(let issued):
                ServerCertificate(chain: Array(issued.certificate.utf8), key: Array(issued.key.utf8))
            }
        }

        /// Advice on making browsers and tools trust it; none for a certificate of the user's.
        var trust: TrustAdvice? {
            guard case .local(let issued) = self else { return nil }
            return TrustAdvice(issued: issued)
        }
    }

    /// Returns the names of a server that is bound to a host: for every network, the addresses that this machine has in
    /// its own, so that a phone in the same network can be used too.
    private static func names(of host: String) -> [LocalName] {
        guard host == "0.0.0.0" || host == "::" else { return [LocalName(host)] }
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.compactMap { $0.address?.ipAddress }.map { LocalName($0) }.filter(\.isPrivate)
    }
}
