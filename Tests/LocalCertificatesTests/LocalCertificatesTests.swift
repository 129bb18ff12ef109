import Foundation
import LocalCertificates
import SwiftASN1
import Testing
import X509

@Suite("Certificates for this machine")
struct LocalCertificatesTests {
    private let now = Date()

    /// Creates a temporary folder for a test.
    private func inFolder(_ body: (LocalCertificates) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(LocalCertificates(folder: folder.appending(path: "made/by/us").path))
    }

    /// Whether the certificate is valid for a name to a client that trusts the authority.
    private func believes(
        _ issued: IssuedCertificate,
        name: String
    ) async throws -> Bool {
        let authority = try Certificate(pemEncoded: String(contentsOfFile: issued.authority, encoding: .utf8))
        return try await believes(
            Certificate(pemEncoded: issued.certificate),
            of: authority,
            name: name
        )
    }

    private func believes(
        _ leaf: Certificate,
        of authority: Certificate,
        name: String
    ) async throws -> Bool {
        let isAddress = if case .address = LocalName(name) { true } else { false }
        var verifier = Verifier(rootCertificates: CertificateStore([authority])) {
            RFC5280Policy()
            ServerIdentityPolicy(serverHostname: isAddress ? nil : name, serverIP: isAddress ? name : nil)
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore([]))
        if case .validCertificate = result { return true }
        return false
    }

    @Test(
        "are valid for this machine to clients that trust the authority",
        arguments: ["localhost", "127.0.0.1", "::1"]
    )
    func loopback(name: String) async throws {
        try await inFolder { certificates in
            let issued = try certificates.issued(now: now)
            #expect(try await believes(issued, name: name))
        }
    }

    @Test("are valid for a requested address of the network, and for no other")
    func network() async throws {
        try await inFolder { certificates in
            let issued = try certificates.issued(
                for: [LocalName("192.168.7.9"), LocalName("Desk.local")],
                now: now
            )
            #expect(try await believes(issued, name: "192.168.7.9"))
            #expect(try await believes(issued, name: "desk.local"))
            #expect(try await !believes(issued, name: "192.168.7.10"))
            #expect(try await !believes(issued, name: "example.com"))
        }
    }

    @Test(
        "are refused for a public name, with a remedy",
        arguments: [
            "example.com", "93.184.216.34", "local.example.com", "notlocal", "2001:db8::1", "172.32.0.1", "",
        ]
    )
    func world(name: String) async throws {
        try await inFolder { certificates in
            #expect {
                try certificates.issued(for: [LocalName(name)], now: now)
            } throws: { error in
                error as? LocalCertificateError == .nameNotLocal(name) && "\(error)".contains("--tls-cert")
            }
        }
    }

    @Test("are reused by later starts, and only the server's is reissued for another name")
    func kept() async throws {
        try await inFolder { certificates in
            let first = try certificates.issued(now: now)
            let second = try certificates.issued(now: now + 86_400)
            #expect(first.isNewAuthority && !second.isNewAuthority)
            #expect(first.certificate == second.certificate && first.key == second.key)
            let third = try certificates.issued(for: [LocalName("10.1.2.3")], now: now)
            #expect(!third.isNewAuthority && third.certificate != first.certificate)
            #expect(try await believes(third, name: "10.1.2.3"))
            #expect(
                try certificates.issued(now: now).certificate == third.certificate,
                "it has the names already"
            )
        }
    }

    @Test("are renewed before they expire, the authority's after ten years only")
    func renewal() async throws {
        try await inFolder { certificates in
            let first = try certificates.issued(now: now)
            #expect(first.expires < now + 398 * 86_400, "browsers refuse what is good for longer")
            let late = first.expires - 10 * 86_400
            let second = try certificates.issued(now: late)
            #expect(second.certificate != first.certificate && !second.isNewAuthority)
            #expect(second.expires > late + 300 * 86_400)
            let years = now + 3640 * 86_400
            let third = try certificates.issued(now: years)
            #expect(third.isNewAuthority && third.expires > years + 300 * 86_400)
            #expect(try Certificate(pemEncoded: third.certificate).notValidBefore <= years)
        }
    }

    @Test("are readable by their owner only, and a widened file mode is narrowed")
    func modes() async throws {
        try await inFolder { certificates in
            _ = try certificates.issued(now: now)
            for name in ["ca.pem", "ca-key.pem", "localhost.pem", "localhost-key.pem"] {
                #expect(try mode(of: "\(certificates.folder)/\(name)") == 0o600, "\(name)")
            }
            #expect(try mode(of: certificates.folder) == 0o700)
            let key = "\(certificates.folder)/ca-key.pem"
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
            _ = try certificates.issued(now: now)
            #expect(try mode(of: key) == 0o600)
        }
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("that are damaged are reported for the authority, and reissued for the server")
    func damaged() async throws {
        try await inFolder { certificates in
            let first = try certificates.issued(now: now)
            try "nothing".write(
                toFile: "\(certificates.folder)/localhost.pem",
                atomically: true,
                encoding: .utf8
            )
            let second = try certificates.issued(now: now)
            #expect(second.certificate != first.certificate)
            let path = "\(certificates.folder)/ca-key.pem"
            try first.key.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(
                throws: LocalCertificateError.fileDamaged(
                    path: path,
                    reason: "it is not the key of \(first.authority)"
                )
            ) { try certificates.issued(now: now) }
            try "nothing".write(toFile: path, atomically: true, encoding: .utf8)
            #expect {
                try certificates.issued(now: now)
            } throws: { error in
                "\(error)".hasPrefix(path) && "\(error)".contains("delete its folder")
            }
        }
    }

    @Test("are of one authority when many programs start at once")
    func together() async throws {
        try await inFolder { certificates in
            let all = try await withThrowingTaskGroup(of: IssuedCertificate.self) { group in
                for _ in 0..<16 { group.addTask { try certificates.issued(now: now) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(all.count(where: \.isNewAuthority) == 1)
            #expect(Set(all.map(\.certificate)).count == 1)
        }
    }

    @Test("are not valid for public names, even with the authority's key: its name constraints forbid it")
    func constrained() async throws {
        try await inFolder { certificates in
            let issued = try certificates.issued(now: now)
            let authority = try Certificate(
                pemEncoded: String(contentsOfFile: issued.authority, encoding: .utf8)
            )
            let key = try Certificate.PrivateKey(
                pemEncoded: String(contentsOfFile: "\(certificates.folder)/ca-key.pem", encoding: .utf8)
            )
            func forged(_ name: String) async throws -> Bool {
                let leaf = try Certificate(
                    version: .v3,
                    serialNumber: Certificate.SerialNumber(),
                    publicKey: try Certificate(pemEncoded: issued.certificate).publicKey,
                    notValidBefore: now - 1,
                    notValidAfter: now + 86_400,
                    issuer: authority.subject,
                    subject: try DistinguishedName { CommonName("forged") },
                    signatureAlgorithm: .ecdsaWithSHA256,
                    extensions: try Certificate.Extensions {
                        SubjectAlternativeNames([.dnsName(name)])
                    },
                    issuerPrivateKey: key
                )
                return try await believes(leaf, of: authority, name: name)
            }
            #expect(try await forged("localhost"))
            #expect(try await !forged("bank.example.com"))
        }
    }

    @Test(
        "are kept in the data folder of the user",
        arguments: [
            (["XDG_DATA_HOME": "/data"], "/data/understudy/tls"),
            (["HOME": "/home/ana"], "/home/ana/.local/share/understudy/tls"),
            (["HOME": "/home/ana", "XDG_DATA_HOME": "data"], "/home/ana/.local/share/understudy/tls"),
        ]
    )
    func folder(environment: [String: String], folder: String) {
        #expect(LocalCertificates(environment: environment).folder == folder)
    }

    @Test("cannot be issued in a folder that cannot be created, and the error names it")
    func noFolder() {
        #expect {
            try LocalCertificates(folder: "/proc/none/tls").issued()
        } throws: { error in
            "\(error)".hasPrefix("/proc/none/tls: ") && "\(error)".contains("XDG_DATA_HOME")
        }
    }
}
