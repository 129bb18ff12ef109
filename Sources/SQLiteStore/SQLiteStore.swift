import Foundation
import GRDB
public import JSON
import Synchronization
public import Tables

/// A store in an SQLite file, which other processes may read and write as well.
///
/// Every access path is a search of an index, so what a request costs does not depend on the number of items. A
/// transaction is one of the database: after a crash it is there as a whole or not at all.
public final class SQLiteStore: ExpiringStore, StreamingStore {
    /// The limits of a file.
    public struct Options: Sendable {
        /// How long a write waits for another process, in milliseconds.
        public var lockMilliseconds: Int
        /// The maximum size of the file in bytes; `nil` for the room that there is.
        public var maximumBytes: Int?

        /// Creates options.
        public init(lockMilliseconds: Int = 5_000, maximumBytes: Int? = nil) {
            self.lockMilliseconds = lockMilliseconds
            self.maximumBytes = maximumBytes
        }
    }

    /// The table definitions.
    public let definitions: [Tables.TableDefinition]
    private let file: SQLiteFile
    private let space: SQLiteSpace
    private let milliseconds: @Sendable () -> Int
    /// Which items have expired.
    private let expiry: Mutex<Expiry>

    /// Opens a file, and creates it or its tables where they are missing.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - definitions: The tables; a new index is built, and one that is not named any more is dropped.
    ///   - space: The name of a set of tables in the file.
    ///   - options: The limits.
    ///   - expiry: When items whose time to live has ended are deleted.
    ///   - milliseconds: The time since 1970, by which items and idempotency tokens expire, and by which changes are dated.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be used.
    public init(
        _ path: String,
        _ definitions: [Tables.TableDefinition],
        space: String = "",
        options: Options = Options(),
        expiry: Expiry.Mode = .off,
        milliseconds: @escaping @Sendable () -> Int = SQLiteStore.systemTime
    ) throws(TableStoreError) {
        self.definitions = definitions
        self.milliseconds = milliseconds
        let canExpire = definitions.contains { $0.timeToLive != nil }
        self.expiry = Mutex(Expiry(canExpire ? expiry : .off))
        let file = try SQLiteFile(path, .shared, options)
        self.file = file
        self.space = try file.write { database in try SQLiteSpace(space, definitions, in: database) }
    }

    /// Returns the system's time in milliseconds since 1970.
    public static func systemTime() -> Int {
        Int(Date().timeIntervalSince1970 * 1_000)
    }

    /// Returns the item with the given key, if any.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/item(for:in:)``.
    public func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try read { try $0.item(for: key, in: table) }
    }

    /// Returns up to 100 items as of one moment.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transactionalItems(_:)``.
    public func transactionalItems(_ addresses: [ItemAddress]) async throws(TableStoreError) -> [Item?] {
        try read { try $0.items(addresses) }
    }

    /// Applies all actions of a transaction or none.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:token:)``.
    public func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try write { tables in
            if let token, try tables.isApplied(token, actions, at: milliseconds()) { return }
            let changes = try tables.apply(TransactionPlan(actions, of: tables))
            try tables.append(changes, at: milliseconds())
            if let token { try tables.insert(token, actions, at: milliseconds()) }
        }
    }

    /// Applies all actions or none, provided that everything that was read is as it was.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:ifUnchanged:)``.
    public func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        try write { tables in
            guard tables.isUnchanged(since: reads) else { throw TableStoreError.conflict }
            let changes = try tables.apply(TransactionPlan(unlimited: actions, of: tables))
            try tables.append(changes, at: milliseconds())
        }
    }

    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/query(_:)``.
    public func query(_ query: Query) async throws(TableStoreError) -> Page {
        try read { try $0.query(query) }
    }

    /// Returns a page of all items of a table or an index.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/scan(_:)``.
    public func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try read { try $0.scan(scan) }
    }

    /// Returns how SQLite would run a statement: the lines of `EXPLAIN QUERY PLAN`.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    public func queryPlan(of statement: SQLiteStatement) throws(TableStoreError) -> [String] {
        try file.read { database in
            let explained = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement.rawValue)
            let count = statement.rawValue.count { $0 == "?" }
            let arguments = [DatabaseValue](repeating: .null, count: count)
            return try Row.fetchAll(explained, arguments: StatementArguments(arguments)).map { $0["detail"] }
        }
    }

    /// Deletes what has expired by now.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    @discardableResult
    public func removeExpired() async throws(TableStoreError) -> Int { try deleteExpired() }

    /// Returns records of a table's change stream, oldest first.
    ///
    /// - Throws: ``StreamError``, see ``StreamingStore/changes(of:after:limit:)``.
    public func changes(
        of table: String,
        after number: Int = 0,
        limit: Int = 1_000
    ) async throws(StreamError) -> [ChangeRecord] {
        let result: Result<[ChangeRecord], StreamError>
        do throws(TableStoreError) {
            result = try read { tables in
                do {
                    let since = milliseconds() - ChangeStreams.milliseconds
                    return .success(
                        try tables.changes(of: table, after: number, limit: limit, since: since)
                    )
                } catch let error as StreamError {
                    return .failure(error)
                }
            }
        } catch {
            throw .store(error)
        }
        return try result.get()
    }

    private func read<Value>(_ body: (SQLiteTables) throws -> Value) throws(TableStoreError) -> Value {
        _ = try deleteExpired()
        return try file.read { try body(tables($0)) }
    }

    private func write(_ body: (SQLiteTables) throws -> Void) throws(TableStoreError) {
        let ended = ended()
        try file.write { database in
            let tables = tables(database)
            if let ended { try tables.append(tables.removeExpired(ended), at: milliseconds()) }
            try body(tables)
        }
    }

    private func tables(_ database: Database) -> SQLiteTables {
        SQLiteTables(space: space, database: database, path: file.path)
    }

    private func ended() -> ClosedRange<Int>? { expiry.withLock { $0.ended(at: milliseconds()) } }

    private func deleteExpired() throws(TableStoreError) -> Int {
        guard let ended = ended(), try file.read({ try tables($0).hasExpired(ended) }) else { return 0 }
        return try file.write { database in
            let tables = tables(database)
            let changes = try tables.removeExpired(ended)
            try tables.append(changes, at: milliseconds())
            return changes.count
        }
    }
}
