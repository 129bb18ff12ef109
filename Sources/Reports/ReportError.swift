/// Why a report could not be made or written.
public enum ReportError: Error, Sendable, Hashable {
    /// libxml2 could not allocate what it needs.
    case outOfMemory
    /// The file could not be written; `reason` is the system's.
    case unwritable(path: String, reason: String)
}

extension ReportError: CustomStringConvertible {
    /// What happened and what to do, on one line.
    public var description: String {
        switch self {
        case .outOfMemory:
            "the report could not be made: out of memory; free some or verify fewer actions with --only"
        case .unwritable(let path, let reason):
            "\(path): the report could not be written: \(reason); choose a folder that exists and is writable"
        }
    }
}
