import Crypto
public import Foundation
import SwiftASN1
import X509

/// The certificates of one user's machine: an authority that is made once and kept, and what it issues.
///
/// The folder holds `ca.pem`, `ca-key.pem`, `localhost.pem` and `localhost-key.pem`, each with mode 0600. A server that
/// starts takes what is there; what is missing, ends soon, or lacks a name is made. Several programs may do so at once.
public struct LocalCertificates: Sendable {
    /// How long a server's certificate is good for: what browsers accept at most (398 days), less one.
    static let lifetime: TimeInterval = 397 * 86_400
    /// How long before its end a certificate is made anew: longer than a server is left running.
    static let margin: TimeInterval = 30 * 86_400

    /// Where the files are.
    public let folder: String

    /// Certificates kept in a folder, which is made where it is missing.
    public init(folder: String) {
        self.folder = folder
    }

    /// The user's own folder: `$XDG_DATA_HOME/understudy/tls`, `~/.local/share/understudy/tls` unless that is set, and
    /// `~/Library/Application Support/understudy/tls` on macOS.
    ///
    /// A relative `XDG_DATA_HOME` is ignored, as the XDG Base Directory Specification asks.
    public init(environment: [String: String]) {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            self.init(folder: "\(data)/understudy/tls")
        } else {
            let home = environment["HOME"] ?? NSHomeDirectory()
            #if os(macOS)
            self.init(folder: "\(home)/Library/Application Support/understudy/tls")
            #else
            self.init(folder: "\(home)/.local/share/understudy/tls")
            #endif
        }
    }

    /// A certificate for a server of these names; the loopback ones are always among them.
    ///
    /// - Throws: ``LocalCertificateError/nameNotLocal(_:)`` for a name of the world's,
    ///   ``LocalCertificateError/fileDamaged(path:reason:)`` for a file that is not what was put there, others when the folder
    ///   or its files cannot be used.
    public func issued(
        for names: [LocalName] = [],
        now: Date = Date()
    ) throws(LocalCertificateError) -> IssuedCertificate {
        if let stranger = names.first(where: { !$0.isPrivate }) {
            throw .nameNotLocal(stranger.description)
        }
        let names = LocalName.loopback + names.filter { !LocalName.loopback.contains($0) }
        return try FolderLock.held(in: folder) { () throws(LocalCertificateError) in
            let (authority, isNew) = try authority(now: now)
            let (certificate, key) = try leaf(of: authority, for: names, now: now)
            return IssuedCertificate(
                certificate: certificate.text,
                key: key.text,
                authority: path("ca.pem"),
                isNewAuthority: isNew,
                expires: try certificate.certificate().notValidAfter
            )
        }
    }

    /// The authority that is kept, or a new one where there is none or it ends soon.
    private func authority(
        now: Date
    ) throws(LocalCertificateError) -> (authority: CertificateAuthority, isNew: Bool) {
        if let certificate = try read("ca.pem"), let key = try read("ca-key.pem") {
            let kept = try CertificateAuthority(certificate: certificate, key: key)
            if kept.certificate.notValidAfter > now + Self.margin { return (kept, false) }
        }
        let made = try CertificateAuthority(now: now)
        // The key first: a certificate without its key would have to be trusted for nothing.
        try write(made.key.pemRepresentation, "ca-key.pem")
        try write(try text(of: made.certificate), "ca.pem")
        return (made, true)
    }

    /// The server's certificate that is kept, or a new one where it does not serve.
    private func leaf(
        of authority: CertificateAuthority,
        for names: [LocalName],
        now: Date
    ) throws(LocalCertificateError) -> (certificate: PEMFile, key: PEMFile) {
        if let certificate = try read("localhost.pem"), let key = try read("localhost-key.pem"),
            try serves(certificate, key, of: authority, for: names, now: now)
        {
            return (certificate, key)
        }
        let made = try authority.issue(for: names, from: now, until: now + Self.lifetime)
        let key = PEMFile(path: path("localhost-key.pem"), text: made.key.pemRepresentation)
        let certificate = PEMFile(path: path("localhost.pem"), text: try text(of: made.certificate))
        try write(key.text, "localhost-key.pem")
        try write(certificate.text, "localhost.pem")
        return (certificate, key)
    }

    /// Whether a kept certificate is the authority's, has the names, belongs to its key, and lasts.
    ///
    /// A damaged one is no error: unlike the authority's, nobody had to trust it, and the next is as good.
    private func serves(
        _ certificate: PEMFile,
        _ key: PEMFile,
        of authority: CertificateAuthority,
        for names: [LocalName],
        now: Date
    ) throws(LocalCertificateError) -> Bool {
        guard let leaf = try? certificate.certificate(), let key = try? key.key(),
            let kept = try? leaf.extensions.subjectAlternativeNames
        else { return false }
        let lasts = min(now + Self.margin, authority.certificate.notValidAfter)
        return leaf.publicKey == Certificate.PublicKey(key.publicKey)
            && authority.certificate.publicKey.isValidSignature(leaf.signature, for: leaf)
            && leaf.notValidAfter >= lasts && leaf.notValidBefore <= now
            && Set(names.map(\.generalName)).isSubset(of: kept)
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }

    private func read(_ name: String) throws(LocalCertificateError) -> PEMFile? {
        guard let bytes = try PrivateFile(path: path(name)).read() else { return nil }
        return PEMFile(path: path(name), text: String(decoding: bytes, as: UTF8.self))
    }

    private func write(_ text: String, _ name: String) throws(LocalCertificateError) {
        try PrivateFile(path: path(name)).write(text)
    }

    private func text(of certificate: Certificate) throws(LocalCertificateError) -> String {
        do {
            return try certificate.serializeAsPEM().pemString + "\n"
        } catch {
            throw .notIssued(reason: "\(error)")
        }
    }
}
