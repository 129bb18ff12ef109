import Foundation
import GRDB
import Tables

/// An SQLite database in WAL mode, with the layout of this store.
struct SQLiteFile: Sendable {
    /// How a file is used.
    enum Access {
        /// Other processes may read and write as well.
        case shared
        /// No other process may write to it meanwhile.
        case exclusive
        /// It is only read, and must be there.
        case readOnly
    }

    /// The path of the file.
    let path: String
    /// The connections.
    let writer: any DatabaseWriter
    /// What keeps other writers away; `nil` for a file that is only read.
    private let ownership: FileOwnership?

    /// Opens a file, creating or migrating it.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - access: How the file is used.
    ///   - options: The limits.
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    init(_ path: String, _ access: Access, _ options: SQLiteStore.Options) throws(TableStoreError) {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(options.lockMilliseconds) / 1_000)
        configuration.readonly = access == .readOnly
        if access != .readOnly { configuration.journalMode = .wal }
        configuration.label = "understudy"
        configuration.prepareDatabase { database in
            guard access != .readOnly else { return }
            // A crash of the process loses nothing; one of the machine may lose the newest writes, but tears none.
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            if let bytes = options.maximumBytes {
                let pageBytes = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4_096
                try database.execute(sql: "PRAGMA max_page_count = \(max(1, bytes / pageBytes))")
            }
        }
        do {
            try Self.check(path, access)
            switch access {
            case .shared: writer = try DatabasePool(path: path, configuration: configuration)
            case .exclusive, .readOnly: writer = try DatabaseQueue(path: path, configuration: configuration)
            }
            if access == .readOnly {
                try SQLiteSchema.check(writer)
                ownership = nil
            } else {
                try SQLiteSchema.migrate(writer)
                ownership = try FileOwnership(
                    of: path,
                    isAlone: access == .exclusive,
                    waiting: options.lockMilliseconds
                )
            }
        } catch {
            throw TableStoreError(error, path: path)
        }
        self.path = path
    }

    /// Refuses a path that SQLite would report as an I/O error, or leave files beside that cannot be written either.
    ///
    /// SQLite gives those files the permissions of the database: once they are there, it does not help to make the
    /// database writable again.
    private static func check(_ path: String, _ access: Access) throws(SQLiteFileError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        if isFolder.boolValue { throw .folder }
        if access != .readOnly, !FileManager.default.isWritableFile(atPath: path) { throw .notWritable }
    }

    /// Reads in one transaction.
    ///
    /// - Throws: The closure's ``TableStoreError``, or one for an error of the database.
    func read<Value>(_ body: (Database) throws -> Value) throws(TableStoreError) -> Value {
        do {
            return try writer.read(body)
        } catch {
            throw TableStoreError(error, path: path)
        }
    }

    /// Reads on an exclusive connection, also within a transaction of the same thread, whose writes it sees.
    ///
    /// - Throws: The closure's ``TableStoreError``, or one for an error of the database.
    func readNow<Value>(_ body: (Database) throws -> Value) throws(TableStoreError) -> Value {
        do {
            return try writer.unsafeReentrantRead(body)
        } catch {
            throw TableStoreError(error, path: path)
        }
    }

    /// Writes in one transaction, which is undone when the closure throws.
    ///
    /// - Throws: The closure's ``TableStoreError``, or one for an error of the database.
    func write<Value>(_ body: (Database) throws -> Value) throws(TableStoreError) -> Value {
        do {
            return try writer.write(body)
        } catch {
            throw TableStoreError(error, path: path)
        }
    }
}
