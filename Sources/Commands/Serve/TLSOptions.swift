import ArgumentParser
import Foundation
import LocalCertificates
import MockServer
import NIOCore

/// Whether the mock speaks TLS, and what it proves its name with.
struct TLSOptions: ParsableArguments {
    @Flag(
        help: "Serves HTTPS with a certificate of a local authority, made once and kept in your data folder."
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

    /// What the server is to speak TLS with; `nil` for HTTP without it.
    ///
    /// - Throws: ``CommandLineError`` when a file cannot be read, or no local certificate be had.
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

    /// Where the certificate is from.
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

        /// How to have browsers and tools trust it; nothing to say of one that the user brought along.
        var trust: TrustAdvice? {
            guard case .local(let issued) = self else { return nil }
            return TrustAdvice(issued: issued)
        }
    }

    /// The names that a server bound to a host is reached by: for every network, the addresses that this machine has in
    /// its own, so that a phone at the same table can be used too.
    private static func names(of host: String) -> [LocalName] {
        guard host == "0.0.0.0" || host == "::" else { return [LocalName(host)] }
        let devices = (try? System.enumerateDevices()) ?? []
        return devices.compactMap { $0.address?.ipAddress }.map { LocalName($0) }.filter(\.isPrivate)
    }
}
