import NIOHTTP2
import NIOSSL

extension NIOSSLContext {
    /// Creates a server context from a certificate, offering HTTP/2 and HTTP/1.1 by ALPN.
    ///
    /// - Throws: ``MockServerError/badCertificate(reason:)`` when the certificate is not usable.
    convenience init(_ certificate: ServerCertificate) throws(MockServerError) {
        do {
            let chain = try NIOSSLCertificate.fromPEMBytes(certificate.chain)
            let key = try NIOSSLPrivateKey(bytes: certificate.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
            configuration.applicationProtocols = NIOHTTP2SupportedALPNProtocols
            configuration.minimumTLSVersion = .tlsv12
            try self.init(configuration: configuration)
        } catch {
            throw MockServerError.badCertificate(reason: "\(error)")
        }
    }
}
