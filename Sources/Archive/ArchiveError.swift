public import Tables

/// The reason why records could not be archived or restored; what was not reported as done is still where it was.
public enum ArchiveError: Error, Sendable, Hashable {
    /// A file or folder cannot be used.
    case file(path: String, reason: String)
    /// Another process uses the folder.
    case busy(path: String)
    /// A line of a file is no record of its table.
    case line(path: String, number: Int, reason: String)
    /// The folder has records of a table that the contract does not have.
    case unknownTable(String, path: String)
    /// The store fails.
    case store(TableStoreError)
}

extension ArchiveError: CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .file(let path, let reason):
            "\(path): \(reason); check the folder of the archive"
        case .busy(let path):
            "\(path): another process archives or restores here; wait until it has ended"
        case .line(let path, let number, let reason):
            "\(path): line \(number) \(reason); take the file from a copy, or remove the line"
        case .unknownTable(let name, let path):
            "\(path): the contract has no table '\(name)'; name the contract whose records these are"
        case .store(let error):
            error.description
        }
    }
}
