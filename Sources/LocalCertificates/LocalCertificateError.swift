/// The reason why no local certificate could be issued.
public enum LocalCertificateError: Error, Sendable, Hashable {
    /// The authority's folder cannot be created or locked.
    case folderNotUsable(path: String, reason: String)
    /// A file of the folder cannot be read or written.
    case fileNotUsable(path: String, reason: String)
    /// A file of the folder has invalid content.
    case fileDamaged(path: String, reason: String)
    /// The name is public; the authority must not issue certificates for it.
    case nameNotLocal(String)
    /// The cryptography library failed.
    case notIssued(reason: String)
}

extension LocalCertificateError: CustomStringConvertible {
    /// The location, the problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .folderNotUsable(let path, let reason):
            "\(path): the folder of the local certificates is not usable: \(reason); set XDG_DATA_HOME to a writable folder"
        case .fileNotUsable(let path, let reason):
            "\(path): \(reason); check who owns it, or set XDG_DATA_HOME to a writable folder"
        case .fileDamaged(let path, let reason):
            "\(path): \(reason); delete its folder to create a new authority, and trust that one"
        case .nameNotLocal(let name):
            "a local certificate is for names of this machine and its network, and '\(name)' is not one; use --host localhost, or --tls-cert and --tls-key with a certificate of that name"
        case .notIssued(let reason):
            "no local certificate could be issued: \(reason)"
        }
    }
}
