/// Why a contract folder or a fixture cannot be used.
public enum ContractError: Error, Sendable, Hashable {
    /// A folder or file cannot be read.
    case unreadable(path: String, reason: String)
    /// What is in it is wrong; at least one diagnostic is an error.
    case invalid([Diagnostic])
}

extension ContractError: CustomStringConvertible {
    /// One line a problem.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            // A file stands in a folder that was found: another folder would not help.
            "\(path): error: \(reason); "
                + (path.hasSuffix(".json")
                    ? "make it readable, or remove it" : "name a contract folder that holds service.json")
        case .invalid(let diagnostics):
            diagnostics.map(\.description).joined(separator: "\n")
        }
    }
}
