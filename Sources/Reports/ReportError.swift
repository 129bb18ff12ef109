/// The reason why a report could not be created or written.
public enum ReportError: Error, Sendable, Hashable {
    /// libxml2 could not allocate memory.
    case outOfMemory
    /// The file could not be written, for a reason of the operating system.
    case unwritable(path: String, reason: String)
}

extension ReportError: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .outOfMemory:
            "the report could not be made: out of memory; free some or verify fewer actions with --only"
        case .unwritable(let path, let reason):
            "\(path): the report could not be written: \(reason); choose a folder that exists and is writable"
        }
    }
}
