@testable import HTTPEndpoint
import Lambda
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@Suite("A server with a certificate", .timeLimit(.minutes(10)))
struct CertificateTests {
    /// Its own authority, for `other.example.com` and no other name, until 2126; made for these tests only.
    private static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBrTCCAVOgAwIBAgIULTPOJBXvfGTCyO/kOd+ZWPOAyd0wCgYIKoZIzj0EAwIw
        HDEaMBgGA1UEAwwRb3RoZXIuZXhhbXBsZS5jb20wIBcNMjYxMTI2MjIwMzMzWhgP
        MjEyNjExMDIyMjAzMzNaMBwxGjAYBgNVBAMMEW90aGVyLmV4YW1wbGUuY29tMFkw
        EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE17UW/O3SDCa8RYWKg6DkQPYHXDu9tsll
        huBE3EUTRd29Wxd+ACzp8CYoitOlg+VJBc+ZnUEd+pxjm8n4IYwW86NxMG8wHQYD
        VR0OBBYEFHKu7c8zqa3HmCh7YewFj9k942qGMB8GA1UdIwQYMBaAFHKu7c8zqa3H
        mCh7YewFj9k942qGMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRb3RoZXIu
        ZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSAAwRQIgOoLv6vF9RabN+16+d9hYih9B
        kUth1V/xATeqTlUXaZ4CIQCaw86zQdjpNV7qaVAJjNJ2xHQo70A4gcaFbh6Us4qb
        fQ==
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgq+wHsybg6/CwY9Kq
        KzG6bQQhGhH8x3o5jNrJTr5kLDyhRANCAATXtRb87dIMJrxFhYqDoORA9gdcO722
        yWWG4ETcRRNF3b1bF34ALOnwJiiK06WD5UkFz5mdQR36nGObyfghjBbz
        -----END PRIVATE KEY-----
        """

    /// Sends one request to a server with the certificate, by the name of this machine or its address.
    private func error(host: String, isTrusted: Bool) async throws -> EndpointError? {
        let certificate = try NIOSSLCertificate(bytes: Array(Self.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)],
                privateKey: .privateKey(key)
            )
        )
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        let port = try #require(server.localAddress?.port)
        var tls = TLSConfiguration.makeClientConfiguration()
        if isTrusted { tls.additionalTrustRoots = [.certificates([certificate])] }
        let endpoint = HTTPEndpoint(
            try EndpointURL("https://\(host):\(port)/"),
            headers: HeaderFields(),
            limits: HTTPEndpointLimits(headSeconds: 20),
            tls: tls
        )
        let error = await #expect(throws: EndpointError.self) {
            try await endpoint.send(LambdaRequest(method: "GET"))
        }
        await endpoint.shutdown()
        try await server.close()
        return error
    }

    @Test("for another name is refused, and the error says why", arguments: ["localhost", "127.0.0.1"])
    func otherName(host: String) async throws {
        let reason =
            "its certificate is for another name; use the name that it was made for, or have it renewed"
        let error = try await error(host: host, isTrusted: true)
        #expect(error == .unreachable(reason: "TLS with \(host) failed: \(reason)"))
    }

    @Test("that nobody vouches for is refused, and the error says why")
    func untrusted() async throws {
        let reason = "its certificate is not trusted on this machine"
        let error = try await error(host: "localhost", isTrusted: false)
        #expect(error == .unreachable(reason: "TLS with localhost failed: \(reason)"))
    }
}
