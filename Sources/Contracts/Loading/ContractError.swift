/// The reason why a contract folder or a fixture cannot be used.
public enum ContractError: Error, Sendable, Hashable {
    /// A folder or file cannot be read.
    case unreadable(path: String, reason: String)
    /// Its content is invalid; at least one diagnostic is an error.
    case invalid([Diagnostic])
}

extension ContractError: CustomStringConvertible {
    /// The problems, one per line.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            // The folder with this file was found: naming another folder would not help.
            "\(path): error: \(reason); "
                + (path.hasSuffix(".json")
                    ? "make it readable, or remove it" : "name a contract folder that holds service.json")
        case .invalid(let diagnostics):
            diagnostics.map(\.description).joined(separator: "\n")
        }
    }
}
