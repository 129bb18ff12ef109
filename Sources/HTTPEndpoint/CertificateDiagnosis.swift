import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SwiftASN1
import X509

/// Explains why the certificate of a server is rejected, from the certificates that it sends.
///
/// TLS reports only that a certificate is not accepted, but not who signed it.
enum CertificateDiagnosis {
    /// Connects once more, records the certificates that the server sends, and ends the handshake.
    ///
    /// - Parameters:
    ///   - url: The URL of the server.
    ///   - isForOtherName: Whether the certificate is trusted, but for another name.
    ///   - seconds: The time-out.
    /// - Returns: The problem and the remedy; `nil` when the server sends no certificates.
    static func reason(of url: EndpointURL, isForOtherName: Bool, seconds: Double) async -> String? {
        let received: [[UInt8]]
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.certificateVerification = .noHostnameVerification
            let context = try NIOSSLContext(configuration: configuration)
            let host = url.host
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            let finished = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: [[UInt8]].self)
            let channel = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connectTimeout(.fractional(seconds: seconds))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = try NIOSSLClientHandler(
                            context: context,
                            serverHostname: isAddress ? nil : host,
                            customVerificationCallback: { chain, verified in
                                finished.succeed(chain.compactMap { try? $0.toDERBytes() })
                                verified.succeed(.failed)
                            }
                        )
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }
                .connect(host: host, port: url.port)
            channel.whenFailure { finished.fail($0) }
            channel.whenSuccess { channel in
                channel.closeFuture.whenComplete { _ in finished.succeed([]) }
                channel.eventLoop.scheduleTask(in: .fractional(seconds: seconds)) {
                    channel.close(promise: nil)
                }
            }
            received = try await finished.futureResult.get()
            try? await channel.get().close()
        } catch {
            return nil
        }
        let chain = received.compactMap { try? Certificate(derEncoded: $0) }
        return reason(of: chain, host: url.host, isForOtherName: isForOtherName, now: Date())
    }

    /// Returns the problem of certificates, the server's own first; `nil` without any.
    static func reason(of chain: [Certificate], host: String, isForOtherName: Bool, now: Date) -> String? {
        guard let own = chain.first, let last = chain.last else { return nil }
        let authority = name(of: last.issuer)
        if own.notValidAfter < now {
            return
                "its certificate expired on \(day(own.notValidAfter)) (signed by '\(authority)'); have it renewed, "
                + skipping
        }
        if own.notValidBefore > now {
            return
                "its certificate is not valid before \(day(own.notValidBefore)) (signed by '\(authority)'); "
                + "check the clock of this machine, \(skipping)"
        }
        if let expired = chain.dropFirst().first(where: { $0.notValidAfter < now }) {
            return "the certificate of '\(name(of: expired.subject))', which signed its own, expired on "
                + "\(day(expired.notValidAfter)); have it renewed, \(skipping)"
        }
        if isForOtherName {
            let names = names(in: own)
            let list = names.isEmpty ? "another name" : names.map { "'\($0)'" }.joined(separator: ", ")
            return
                "its certificate is for \(list), and not for '\(host)'; use the name that it was made for, have it "
                + "renewed with this one, \(skipping)"
        }
        if own.issuer == own.subject {
            return
                "its certificate is not trusted on this machine: it is self-signed, by '\(authority)'; trust it by "
                + "--ca-file FILE, \(skipping)"
        }
        return
            "its certificate is not trusted on this machine: it is signed by the authority '\(authority)'; trust that "
            + "authority's certificate by --ca-file FILE or SSL_CERT_FILE, \(skipping)"
    }

    private static let skipping = "or go on without checking by --insecure"

    /// Returns the name of an authority: its common name, or its whole distinguished name.
    private static func name(of name: DistinguishedName) -> String {
        for part in name {
            for attribute in part where attribute.type == .RDNAttributeType.commonName {
                return "\(attribute.value)"
            }
        }
        return "\(name)"
    }

    /// Returns the names and addresses of a certificate.
    private static func names(in certificate: Certificate) -> [String] {
        guard let found = try? certificate.extensions.subjectAlternativeNames else { return [] }
        return found.compactMap { name in
            switch name {
            case .dnsName(let name): name
            case .ipAddress(let bytes) where bytes.bytes.count == 4:
                bytes.bytes.map(String.init).joined(separator: ".")
            default: nil
            }
        }
    }

    /// Returns a day in ISO 8601 format, in UTC.
    private static func day(_ date: Date) -> String {
        String(date.ISO8601Format().prefix(10))
    }
}
