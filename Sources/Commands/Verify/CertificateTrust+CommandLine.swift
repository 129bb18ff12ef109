import Foundation
import HTTPEndpoint

extension CertificateTrust {
    /// Creates the trust of a command in the certificate of an endpoint.
    ///
    /// - Parameters:
    ///   - url: The endpoint's URL; without TLS nothing is read.
    ///   - file: A file of certificates to trust besides the machine's.
    ///   - option: The option that names the file.
    /// - Throws: ``CommandLineError`` when a given file has no certificate.
    init(of url: EndpointURL, file: String?, option: String) throws(CommandLineError) {
        guard url.isSecure else {
            self = .system
            return
        }
        do throws(CertificateTrustError) {
            try self.init(file: file, option: option, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw CommandLineError(error.description, exitCode: CommandLineError.badUsage)
        }
    }
}
