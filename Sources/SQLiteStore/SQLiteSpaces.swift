import Foundation
import GRDB
import JSON
import Synchronization
public import Tables

/// Whole states of tables in an SQLite file that no other process uses meanwhile: each under a name, with what was
/// written since.
///
/// Insertion numbers are those of the state in memory, so that page keys stay valid. ``SQLiteStore`` reads the same
/// file.
public final class SQLiteSpaces: Sendable {
    /// A state, and what belongs to it besides the tables.
    public struct Content: Sendable {
        /// The tables.
        public var tables: TableState
        /// The time of its clock, in milliseconds since 1970.
        public var clock: Int
        /// The number of requests that have drawn ids.
        public var draws: Int
        /// A description for people.
        public var description: String

        /// Creates a content.
        public init(tables: TableState, clock: Int, draws: Int, description: String) {
            self.tables = tables
            self.clock = clock
            self.draws = draws
            self.description = description
        }
    }

    private let file: SQLiteFile
    /// The states whose tables were found before.
    private let known = Mutex<[String: SQLiteSpace]>([:])

    /// Opens a file, and creates it where it is missing.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - options: The limits.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be used, or another process uses it.
    public init(
        _ path: String,
        options: SQLiteStore.Options = SQLiteStore.Options(lockMilliseconds: 1_000)
    ) throws(TableStoreError) {
        file = try SQLiteFile(path, .exclusive, options)
    }

    /// Opens a file to read only.
    ///
    /// - Parameter path: The path of the file, which must be there.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be used, or another process keeps it.
    public init(reading path: String) throws(TableStoreError) {
        file = try SQLiteFile(path, .readOnly, SQLiteStore.Options(lockMilliseconds: 1_000))
    }

    /// Returns the names of the states, sorted.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    public func names() throws(TableStoreError) -> [String] {
        try file.read { database in try Row.fetchAll(database, .findSpaces, []).map { $0["name"] } }
    }

    /// Returns the items of a state as they are in the file, by table and in insertion order, whatever the contract says.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    /// - Complexity: O(*n* log *n*) in the number of items.
    public func storedItems(of name: String) throws(TableStoreError) -> [String: [StoredItem]] {
        try file.read { database in
            var tables: [String: [StoredItem]] = [:]
            for collection in try Row.fetchAll(database, .findCollections, [name]) {
                let table: String = collection["name"]
                let (lower, upper) = SQLiteTables.bounds(of: nil)
                let arguments: StatementArguments = [collection["id"] as Int64, lower, upper]
                let rows = try Row.fetchCursor(database, .readItems, arguments)
                var items: [StoredItem] = []
                while let row = try rows.next() { items.append(try SQLiteTables.storedItem(row, table)) }
                tables[table] = items.sorted { $0.sequence < $1.sequence }
            }
            return tables
        }
    }

    /// Returns a state.
    ///
    /// - Parameters:
    ///   - name: The name of the state.
    ///   - definitions: The tables; items of others are left alone.
    /// - Returns: The state; `nil` where there is none.
    /// - Throws: ``TableStoreError`` for the first item that its table cannot hold, or when the file cannot be read.
    /// - Complexity: O(*n* log *n*) in the number of items.
    public func content(
        of name: String,
        _ definitions: [Tables.TableDefinition]
    ) throws(TableStoreError) -> Content? {
        let row = try file.read { database in try Row.fetchOne(database, .findSpace, [name]) }
        guard let row else { return nil }
        let stored = try storedItems(of: name)
        let next = UInt64(exactly: row["next"] as Int64) ?? 0
        var tables = TableState(definitions, nextSequence: next)
        for definition in definitions {
            for item in stored[definition.name] ?? [] { try tables.insert(item, into: definition.name) }
        }
        return Content(
            tables: tables,
            clock: row["clock"],
            draws: row["draws"],
            description: row["description"]
        )
    }

    /// Writes what a transaction has changed.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - name: The name of the state.
    ///   - definitions: The tables.
    ///   - clock: The time of the state's clock, in milliseconds since 1970.
    ///   - draws: The number of requests that have drawn ids.
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    /// - Complexity: O(*c* log *n*) for *c* changes and *n* items.
    public func append(
        _ changes: [ItemChange],
        to name: String,
        _ definitions: [Tables.TableDefinition],
        clock: Int,
        draws: Int
    ) throws(TableStoreError) {
        let space = try file.write { database in
            let tables = try self.tables(name, definitions, database)
            var actions: [WriteAction] = []
            for change in changes where change.isChange {
                let schema = try tables.definition(of: change.table).key
                if let new = change.new {
                    actions.append(.put(new, in: change.table))
                } else if let old = change.old {
                    actions.append(.delete(try schema.key(of: old, in: change.table), in: change.table))
                }
            }
            _ = try tables.apply(TransactionPlan(unlimited: actions, of: tables))
            try database.run(.updateSpace, [clock, draws, name])
            return tables.space
        }
        known.withLock { $0[name] = space }
    }

    /// Replaces a state as a whole.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    /// - Complexity: O(*n* log *n*) in the number of items, old and new.
    public func replace(_ name: String, by content: Content) throws(TableStoreError) {
        let space = try file.write { database in
            let tables = try self.tables(name, content.tables.definitions, database)
            try Self.empty(tables)
            for collection in tables.space.collections {
                for stored in try content.tables.storedItems(of: collection.definition.name) {
                    let key = try collection.definition.validate(stored.item).key
                    try tables.replace(nil, by: stored, at: key, collection)
                }
            }
            try database.run(.updateSequence, [Int64(content.tables.nextSequence), name])
            try database.run(.updateSpace, [content.clock, content.draws, name])
            try database.run(.describeSpace, [content.description, name])
            return tables.space
        }
        known.withLock { $0[name] = space }
    }

    /// Deletes a state.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    public func delete(_ name: String, _ definitions: [Tables.TableDefinition]) throws(TableStoreError) {
        known.withLock { $0[name] = nil }
        try file.write { database in
            let tables = try self.tables(name, definitions, database)
            try Self.empty(tables)
            for collection in tables.space.collections {
                for ordering in collection.orderings { try database.run(.deleteOrdering, [ordering]) }
                try database.run(.deleteCollection, [collection.id])
            }
            try database.run(.deleteSpaceTokens, [name])
            try database.run(.deleteSpace, [name])
        }
    }

    private static func empty(_ tables: SQLiteTables) throws {
        for collection in tables.space.collections {
            for ordering in collection.orderings { try tables.database.run(.deleteEntries, [ordering]) }
            try tables.database.run(.deleteItems, [collection.id])
        }
    }

    private func tables(
        _ name: String,
        _ definitions: [Tables.TableDefinition],
        _ database: Database
    ) throws -> SQLiteTables {
        let found = known.withLock { $0[name] }
        let isCurrent = found.map { $0.definitions == definitions } ?? false
        let space = isCurrent ? found : nil
        return SQLiteTables(
            space: try space ?? SQLiteSpace(name, definitions, in: database),
            database: database,
            path: file.path
        )
    }
}
