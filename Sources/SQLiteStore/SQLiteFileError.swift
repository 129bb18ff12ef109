import GRDB
import Tables

/// A file that cannot be used as it is.
enum SQLiteFileError: Error {
    /// It is a folder.
    case folder
    /// It may only be read.
    case notWritable
    /// Another process writes to it.
    case owned
    /// A later version of the program wrote it.
    case newerVersion
    /// It has no tables of this program, or those of an earlier version.
    case olderVersion
    /// A table's key is not the one that the items were stored by.
    case otherKey(table: String)
    /// A row does not hold what the store wrote.
    case damagedItem(table: String)
}

extension TableStoreError {
    /// Creates an error that says what is wrong with a file and what helps.
    ///
    /// - Parameters:
    ///   - error: An error of the database or of this module.
    ///   - path: The path of the file.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as TableStoreError: self = error
        case let error as SQLiteFileError: self = .unavailable(reason: error.reason(path))
        case let error as DatabaseError: self = .unavailable(reason: error.reason(path))
        default: self = .unavailable(reason: "\(path): \(error)")
        }
    }
}

extension SQLiteFileError {
    fileprivate func reason(_ path: String) -> String {
        switch self {
        case .folder:
            "\(path) is a folder; name a file"
        case .notWritable:
            "\(path) cannot be written; make the file and its folder writable, or use another file"
        case .owned:
            "\(path) is locked by another process; stop that process, or use another file"
        case .newerVersion:
            "\(path) was written by a later version; use that version, or another file"
        case .olderVersion:
            "\(path) has no tables of this version; open it once by 'understudy serve --store sqlite:\(path)'"
        case .otherKey(let table):
            "\(path) has a table \(table) with another key; use another file, or dump its records and load them"
        case .damagedItem(let table):
            "\(path) has a damaged item in \(table); restore the file from a copy"
        }
    }
}

extension DatabaseError {
    fileprivate func reason(_ path: String) -> String {
        switch resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            "\(path) is locked by another process; stop that process, or use another file"
        case .SQLITE_FULL:
            "there is no room left for \(path); free some, and send the request again"
        case .SQLITE_READONLY:
            "\(path) cannot be written; make the file and its folder writable, or use another file"
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            "\(path) is damaged, or is no SQLite database; restore it from a copy, or use another file"
        case .SQLITE_CANTOPEN:
            "\(path) cannot be opened; check that its folder exists and can be written"
        default:
            "\(path): \(message ?? "SQLite error \(resultCode.rawValue)")"
        }
    }
}
