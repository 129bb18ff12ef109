import ArgumentParser
import Foundation
import MockServer

/// Whether the mock speaks TLS, and what it proves its name with.
struct TLSOptions: ParsableArguments {
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
    }

    /// The certificate; `nil` for HTTP without TLS.
    ///
    /// - Throws: ``CommandLineError`` when a file cannot be read.
    func certificate() throws(CommandLineError) -> ServerCertificate? {
        guard let tlsCert, let tlsKey else { return nil }
        return ServerCertificate(chain: try Self.read(tlsCert), key: try Self.read(tlsKey))
    }

    private static func read(_ path: String) throws(CommandLineError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandLineError("\(path): cannot be read; check that it is a file and may be read")
        }
        return Array(data)
    }
}
