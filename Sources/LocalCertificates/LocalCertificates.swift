import Crypto
public import Foundation
import SwiftASN1
import X509

/// The certificates of one user's machine: an authority that is created once and kept, and the certificates that it
/// issues.
///
/// The folder holds `ca.pem`, `ca-key.pem`, `localhost.pem` and `localhost-key.pem`, each with mode 0600. A starting
/// server uses the existing files; a certificate that is missing, expires soon, or lacks a name is issued anew.
/// Several programs can do so concurrently.
public struct LocalCertificates: Sendable {
    /// The validity of a server certificate: the maximum that browsers accept (398 days), less one day.
    static let lifetime: TimeInterval = 397 * 86_400
    /// The remaining validity below which a certificate is renewed: longer than a server is left running.
    static let margin: TimeInterval = 30 * 86_400

    /// The folder of the files.
    public let folder: String

    /// Creates a certificate store in a folder, which is created when it does not exist.
    public init(folder: String) {
        self.folder = folder
    }

    /// Creates a certificate store in the user's own folder: `$XDG_DATA_HOME/understudy/tls`, by default
    /// `~/.local/share/understudy/tls`, and `~/Library/Application Support/understudy/tls` on macOS.
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

    /// Returns a server certificate for these names and the loopback names.
    ///
    /// - Throws: ``LocalCertificateError/nameNotLocal(_:)`` for a public name,
    ///   ``LocalCertificateError/fileDamaged(path:reason:)`` for an invalid file, other cases when the folder or its
    ///   files are not usable.
    public func issued(
        for names: [LocalName] = [],
        now: Date = Date()
    ) throws(LocalCertificateError) -> IssuedCertificate {
        if let stranger = names.first(where: { !$0.isPrivate }) {
            throw .nameNotLocal(stranger.description)
        }
        let names = LocalName.loopback + names.filter { !LocalName.loopback.contains($0) }
        return try FolderLock.withLock(on: folder) { () throws(LocalCertificateError) in
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

    /// Returns the existing authority, or a new one when there is none or it expires soon.
    private func authority(
        now: Date
    ) throws(LocalCertificateError) -> (authority: CertificateAuthority, isNew: Bool) {
        if let certificate = try read("ca.pem"), let key = try read("ca-key.pem") {
            let kept = try CertificateAuthority(certificate: certificate, key: key)
            if kept.certificate.notValidAfter > now + Self.margin { return (kept, false) }
        }
        let made = try CertificateAuthority(now: now)
        // The key is written first: a certificate without its key would be trusted in vain.
        try write(made.key.pemRepresentation, "ca-key.pem")
        try write(try text(of: made.certificate), "ca.pem")
        return (made, true)
    }

    /// Returns the existing server certificate, or a new one when it is not valid for these names.
    private func leaf(
        of authority: CertificateAuthority,
        for names: [LocalName],
        now: Date
    ) throws(LocalCertificateError) -> (certificate: PEMFile, key: PEMFile) {
        if let certificate = try read("localhost.pem"), let key = try read("localhost-key.pem"),
            try isValid(certificate, key, of: authority, for: names, now: now)
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

    /// Whether an existing certificate is issued by the authority, has the names, matches its key, and does not
    /// expire soon.
    ///
    /// An invalid certificate is not an error: unlike the authority's, nobody had to trust it, so it can be replaced.
    private func isValid(
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
