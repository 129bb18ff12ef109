import Foundation
import GRDB
import JSON
import Synchronization
public import Tables

/// Whole states of tables in an SQLite file that no other process writes to meanwhile: each under a name, with what was
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
        /// The change streams of the tables; those of a new state are empty.
        public var streams: ChangeStreams

        /// Creates a content.
        public init(
            tables: TableState,
            clock: Int,
            draws: Int,
            description: String,
            streams: ChangeStreams = ChangeStreams()
        ) {
            self.tables = tables
            self.clock = clock
            self.draws = draws
            self.description = description
            self.streams = streams
        }
    }

    private let file: SQLiteFile
    /// The states whose tables were found before.
    private let known = Mutex<[String: Known]>([:])
    private let retired = RetiredTables()

    /// The tables of a state, and what was read of them.
    private struct Known {
        var space: SQLiteSpace
        /// The items, where somebody has read the state.
        var items: SQLiteKeptItems?
        /// The state at each time when it was read.
        var kept: [KeptState] = []
    }

    /// Opens a file, and creates it where it is missing.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - options: The limits.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be used, or another process writes to it.
    public init(
        _ path: String,
        options: SQLiteStore.Options = SQLiteStore.Options(lockMilliseconds: 1_000)
    ) throws(TableStoreError) {
        let file = try SQLiteFile(path, .exclusive, options)
        self.file = file
        try file.read { [retired] database in try retired.find(in: database) }
    }

    /// Opens a file to read only, also while another process writes to it.
    ///
    /// - Parameter path: The path of the file, which must be there.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be used.
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
                let (lower, upper) = SQLiteTables.bounds(of: KeyInterval())
                let arguments: StatementArguments = [collection["id"] as Int64, lower, upper]
                let rows = try Row.fetchCursor(database, .readItems, arguments)
                var items: [StoredItem] = []
                while let row = try rows.next() { items.append(try SQLiteTables.storedItem(row, table)) }
                tables[table] = items.sorted { $0.sequence < $1.sequence }
            }
            return tables
        }
    }

    /// Returns a state, whose items are read when they are needed.
    ///
    /// It stays as it is, whatever is written afterwards.
    /// - Parameters:
    ///   - name: The name of the state.
    ///   - definitions: The tables; items of others are left alone.
    /// - Returns: The state; `nil` where there is none.
    /// - Throws: ``TableStoreError`` when the file cannot be read, or for the first item that a changed table cannot hold.
    /// - Complexity: O(1); O(*n* log *n*) in the number of items after a change of the definitions.
    public func content(
        of name: String,
        _ definitions: [Tables.TableDefinition]
    ) throws(TableStoreError) -> Content? {
        let row = try file.read { database in try Row.fetchOne(database, .findSpace, [name]) }
        guard let row else { return nil }
        let space = try file.write { database in try self.tables(name, definitions, database).space }
        let kept = known.withLock { known in
            var found = known[name] ?? Known(space: space)
            let items = found.items ?? SQLiteKeptItems(space, of: file, retired)
            let kept = KeptState(items)
            found.items = items
            found.kept.append(kept)
            known[name] = found
            return kept
        }
        return Content(
            tables: TableState(
                definitions,
                kept: kept,
                nextSequence: UInt64(exactly: row["next"] as Int64) ?? 0
            ),
            clock: row["clock"],
            draws: row["draws"],
            description: row["description"],
            streams: try streams(of: name, definitions, last: row["changes"])
        )
    }

    /// Returns the change streams of a state, as far as memory has room for them.
    private func streams(
        of name: String,
        _ definitions: [Tables.TableDefinition],
        last: Int
    ) throws(TableStoreError) -> ChangeStreams {
        var streams = ChangeStreams(after: last)
        let records = try file.read { database in
            var all: [(table: String, dropped: Int, records: [ChangeRecord])] = []
            for row in try Row.fetchAll(database, .findCollections, [name]) {
                guard let definition = definitions.first(where: { $0.name == row["name"] as String }),
                    definition.stream != nil
                else { continue }
                let collection = SQLiteSpace.Collection(id: row["id"], definition: definition, orderings: [])
                let records = try SQLiteTables.changes(of: collection, database)
                all.append((definition.name, row["dropped"], records))
            }
            return all
        }
        for (table, dropped, records) in records {
            streams.begin(table, after: dropped)
            for record in records { streams.append(record) }
        }
        return streams
    }

    /// Writes what a transaction has changed.
    ///
    /// - Parameters:
    ///   - changes: The changes.
    ///   - records: The same changes for the change streams of the tables that have one; none to keep none.
    ///   - name: The name of the state.
    ///   - definitions: The tables.
    ///   - clock: The time of the state's clock, in milliseconds since 1970.
    ///   - draws: The number of requests that have drawn ids.
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    /// - Complexity: O(*c* log *n*) for *c* changes and *n* items.
    public func append(
        _ changes: [ItemChange],
        _ records: [ChangeRecord] = [],
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
            let plan = try TransactionPlan(unlimited: actions, of: tables)
            for kept in kept(of: name) { kept.willApply(plan) }
            _ = try tables.apply(plan)
            try tables.append(records)
            try database.run(.updateSpace, [clock, draws, name])
            try retired.clean(in: database)
            return tables.space
        }
        note(space, of: name)
    }

    /// Replaces a state as a whole; its change streams begin anew.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    /// - Complexity: O(*n* log *n*) in the number of new items; where the state is an earlier one of the same name, in the
    ///   number of items that have changed.
    public func replace(_ name: String, by content: Content) throws(TableStoreError) {
        let old = known.withLock { $0[name] }
        if let old, let kept = content.tables.kept, old.kept.contains(where: { $0 === kept }) {
            return try file.write { database in
                try Self.rewind(old, to: content, database)
                try Self.dropChanges(
                    SQLiteTables(space: old.space, database: database, path: file.path)
                )
                try Self.describe(name, content, database)
            }
        }
        let (space, ids) = try file.write { database in
            let ids = try retired.retire(name, in: database)
            let space = try SQLiteSpace(name, content.tables.definitions, in: database)
            let tables = SQLiteTables(space: space, database: database, path: file.path)
            var count = 0
            for collection in space.collections {
                for stored in try content.tables.storedItems(of: collection.definition.name) {
                    let key = try collection.definition.validate(stored.item).key
                    try tables.replace(nil, by: stored, at: key, collection)
                    count += 1
                }
            }
            try Self.dropChanges(tables)
            try Self.describe(name, content, database)
            // More than is written, so that it ends.
            try retired.clean(count * 2, in: database)
            return (space, ids)
        }
        letGo(ids, old)
        known.withLock { $0[name] = Known(space: space) }
    }

    /// Deletes a state.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``; the file is unchanged then.
    /// - Complexity: O(1); its items are deleted by later writes.
    public func delete(_ name: String) throws(TableStoreError) {
        let ids = try file.write { database in
            let ids = try retired.retire(name, in: database)
            try database.run(.deleteSpaceTokens, [name])
            try database.run(.deleteSpace, [name])
            try retired.clean(in: database)
            return ids
        }
        letGo(ids, known.withLock { $0.removeValue(forKey: name) })
    }

    /// Lets retired tables go as soon as nobody reads them.
    private func letGo(_ ids: [Int64], _ old: Known?) {
        if let items = old?.items { items.retire() } else { retired.free(ids) }
    }

    /// Writes the items of an earlier state in place of those that have changed since.
    private static func rewind(
        _ known: Known,
        to content: Content,
        _ database: Database
    ) throws {
        for collection in known.space.collections {
            let table = collection.definition
            for (key, item) in try content.tables.itemsToKeep(of: table.name) {
                let row = try Row.fetchOne(database, .findItem, [collection.id, key.data])
                let old = try row.map { try SQLiteTables.storedItem($0, table.name) }
                guard old != item else { continue }
                for kept in known.kept { kept.willReplace(old, at: key, in: table) }
                let tables = SQLiteTables(space: known.space, database: database, path: "")
                // Apart, since a replaced item keeps its insertion number.
                try tables.replace(old, by: nil, at: key, collection)
                if let item { try tables.replace(nil, by: item, at: key, collection) }
            }
        }
    }

    /// Lets the change streams begin anew, after the numbers that were given.
    private static func dropChanges(_ tables: SQLiteTables) throws {
        let last = try tables.lastChange()
        for collection in tables.space.collections { try tables.drop(upTo: last, in: collection) }
    }

    private static func describe(_ name: String, _ content: Content, _ database: Database) throws {
        try database.run(.updateSequence, [Int64(content.tables.nextSequence), name])
        try database.run(.updateSpace, [content.clock, content.draws, name])
        try database.run(.describeSpace, [content.description, name])
    }

    /// The states that were read of a name, which have to know what changes.
    func kept(of name: String) -> [KeptState] {
        known.withLock { $0[name]?.kept ?? [] }
    }

    /// Notes the tables of a state, once they are in the file.
    func note(_ space: SQLiteSpace, of name: String) {
        known.withLock { $0[name, default: Known(space: space)].space = space }
    }

    /// Reads in one transaction.
    func read<Value>(_ body: (Database) throws -> Value) throws(TableStoreError) -> Value {
        try file.read(body)
    }

    /// Writes in one transaction.
    func write<Value>(_ body: (Database) throws -> Value) throws(TableStoreError) -> Value {
        try file.write(body)
    }

    /// Returns the tables of a state, and creates what is missing.
    func tables(
        _ name: String,
        _ definitions: [Tables.TableDefinition],
        _ database: Database
    ) throws -> SQLiteTables {
        let found = known.withLock { $0[name]?.space }
        let isCurrent = found.map { $0.definitions == definitions } ?? false
        let space = isCurrent ? found : nil
        return SQLiteTables(
            space: try space ?? SQLiteSpace(name, definitions, in: database),
            database: database,
            path: file.path
        )
    }
}
