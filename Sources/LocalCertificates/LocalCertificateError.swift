/// Why no certificate for this machine could be had.
public enum LocalCertificateError: Error, Sendable, Hashable {
    /// The folder that keeps the authority cannot be made, or its lock not be taken.
    case folderNotUsable(path: String, reason: String)
    /// A file in it cannot be read or written.
    case fileNotUsable(path: String, reason: String)
    /// A file in it does not hold what was once put there.
    case fileDamaged(path: String, reason: String)
    /// The name is one of the world's, for which the authority must not speak.
    case nameNotLocal(String)
    /// The cryptography refused.
    case notIssued(reason: String)
}

extension LocalCertificateError: CustomStringConvertible {
    /// Where it is, what is wrong and what to do, on one line.
    public var description: String {
        switch self {
        case .folderNotUsable(let path, let reason):
            "\(path): the folder of the local certificates cannot be used: \(reason); set XDG_DATA_HOME to a folder that can be written"
        case .fileNotUsable(let path, let reason):
            "\(path): \(reason); check who owns it, or set XDG_DATA_HOME to a folder that can be written"
        case .fileDamaged(let path, let reason):
            "\(path): \(reason); delete its folder to have another authority made, and trust that one"
        case .nameNotLocal(let name):
            "a local certificate is for names of this machine and its network, and '\(name)' is not one; use --host localhost, or --tls-cert and --tls-key with a certificate of that name"
        case .notIssued(let reason):
            "no local certificate could be made: \(reason)"
        }
    }
}
