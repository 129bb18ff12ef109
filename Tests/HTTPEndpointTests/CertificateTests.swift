import Crypto
import Foundation
import HTTPEndpoint
import Lambda
import NIOCore
import NIOPosix
import NIOSSL
import Testing
import X509

@Suite("A server with a certificate", .timeLimit(.minutes(10)))
struct CertificateTests {
    /// Sends one request to a server with a certificate.
    private func send(
        to issued: (certificate: Certificate, key: NIOSSLPrivateKey),
        host: String = "localhost",
        trust: CertificateTrust = .system
    ) async throws -> Result<LambdaResponse, EndpointError> {
        let certificate = try NIOSSLCertificate(bytes: Array(issued.certificate.pem.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)],
                privateKey: .privateKey(issued.key)
            )
        )
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: context),
                        Answer()
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        let port = try #require(server.localAddress?.port)
        let endpoint = HTTPEndpoint(
            try EndpointURL("https://\(host):\(port)/"),
            limits: HTTPEndpointLimits(headSeconds: 20),
            trust: trust
        )
        let result: Result<LambdaResponse, EndpointError>
        do throws(EndpointError) {
            result = .success(try await endpoint.send(LambdaRequest(method: "GET")))
        } catch {
            result = .failure(error)
        }
        await endpoint.shutdown()
        try await server.close()
        return result
    }

    /// Answers whatever comes in.
    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    /// Issues a certificate, with its key as the server needs it.
    private func issue(
        by authority: TestAuthority,
        for name: String = "localhost",
        isSelfSigned: Bool = false,
        days: ClosedRange<Double> = -1...1
    ) throws -> (certificate: Certificate, key: NIOSSLPrivateKey) {
        let issued = try authority.issue(for: name, isSelfSigned: isSelfSigned, days: days)
        let key = try NIOSSLPrivateKey(bytes: Array(issued.key.pemRepresentation.utf8), format: .pem)
        return (issued.certificate, key)
    }

    /// Calls a closure with the path of a file that holds a certificate, and a folder in which OpenSSL finds it.
    private func withFiles<Value>(
        _ certificate: Certificate,
        _ body: (_ file: String, _ folder: String) async throws -> Value
    ) async throws -> Value {
        let root = FileManager.default.temporaryDirectory.appending(path: "trust-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = root.appending(path: "hashed")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = root.appending(path: "ca.pem")
        try Data(certificate.pem.utf8).write(to: file)
        try Data(certificate.pem.utf8).write(to: folder.appending(path: "0123abcd.0"))
        return try await body(file.path, folder.path)
    }

    @Test("is trusted by its authority's file, however that is named, and with checks switched off")
    func trusted() async throws {
        let authority = try TestAuthority("Made-up CA")
        let issued = try issue(by: authority)
        try await withFiles(authority.certificate) { file, folder in
            let trusts = try [
                CertificateTrust(file: file, environment: [:]),
                CertificateTrust(file: nil, environment: ["SSL_CERT_FILE": file]),
                CertificateTrust(file: nil, environment: ["SSL_CERT_DIR": "/nowhere:\(folder)"]),
                CertificateTrust(file: file, environment: ["SSL_CERT_FILE": file, "SSL_CERT_DIR": folder]),
                .insecure,
            ]
            for trust in trusts {
                #expect(try await send(to: issued, trust: trust).get().status == 200)
            }
            // A file that is in the folder under another name is not read, as OpenSSL reads none.
            try FileManager.default.moveItem(atPath: "\(folder)/0123abcd.0", toPath: "\(folder)/ca.pem")
            let other = try CertificateTrust(file: nil, environment: ["SSL_CERT_DIR": folder])
            await #expect(throws: EndpointError.self) { try await send(to: issued, trust: other).get() }
        }
    }

    @Test("that is not trusted is refused, and the error names its authority and what to do")
    func untrusted() async throws {
        let issued = try issue(by: TestAuthority("Made-up CA"))
        let reason =
            "TLS with localhost failed: its certificate is not trusted on this machine: it is signed by the authority"
            + " 'Made-up CA'; trust that authority's certificate by --ca-file FILE or SSL_CERT_FILE, or go on without"
            + " checking by --insecure"
        let result = try await send(to: issued)
        #expect(throws: EndpointError.untrusted(reason: reason)) { try result.get() }
    }

    @Test("that signed itself is refused, and the error says so", arguments: ["localhost", "127.0.0.1"])
    func selfSigned(host: String) async throws {
        let issued = try issue(by: TestAuthority("Made-up CA"), isSelfSigned: true)
        let reason =
            "TLS with \(host) failed: its certificate is not trusted on this machine: it is self-signed, by 'localhost';"
            + " trust it by --ca-file FILE, or go on without checking by --insecure"
        let result = try await send(to: issued, host: host)
        #expect(throws: EndpointError.untrusted(reason: reason)) { try result.get() }
    }

    @Test("that is out of date is refused, and the error says since when", arguments: [-9.0 ... -3.0, 3...9])
    func outOfDate(days: ClosedRange<Double>) async throws {
        let authority = try TestAuthority("Made-up CA")
        let issued = try issue(by: authority, days: days)
        let isExpired = days.upperBound < 0
        let date = isExpired ? issued.certificate.notValidAfter : issued.certificate.notValidBefore
        let day = date.ISO8601Format().prefix(10)
        let result = try await withFiles(authority.certificate) { file, _ in
            try await send(to: issued, trust: CertificateTrust(file: file, environment: [:]))
        }
        let reason =
            isExpired
            ? "its certificate expired on \(day) (signed by 'Made-up CA'); have it renewed,"
            : "its certificate is not valid before \(day) (signed by 'Made-up CA'); check the clock of this machine,"
        let error = EndpointError.untrusted(
            reason: "TLS with localhost failed: \(reason) or go on without checking by --insecure"
        )
        #expect(throws: error) { try result.get() }
    }

    @Test("for another name is refused, and the error names both", arguments: ["localhost", "127.0.0.1"])
    func otherName(host: String) async throws {
        let authority = try TestAuthority("Made-up CA")
        let issued = try issue(by: authority, for: "other.example.com")
        let result = try await withFiles(authority.certificate) { file, _ in
            try await send(to: issued, host: host, trust: CertificateTrust(file: file, environment: [:]))
        }
        let reason =
            "TLS with \(host) failed: its certificate is for 'other.example.com', and not for '\(host)'; use the name that"
            + " it was made for, have it renewed with this one, or go on without checking by --insecure"
        #expect(throws: EndpointError.untrusted(reason: reason)) { try result.get() }
    }

    @Test("says which file of certificates cannot be read, and who names it")
    func unreadable() async throws {
        #expect(throws: CertificateTrustError(path: "/nowhere", name: "--ca-file", isMissing: true)) {
            _ = try CertificateTrust(file: "/nowhere", environment: [:])
        }
        #expect(throws: CertificateTrustError(path: "/dev/null", name: "SSL_CERT_FILE", isMissing: false)) {
            _ = try CertificateTrust(file: nil, environment: ["SSL_CERT_FILE": "/dev/null"])
        }
    }
}
