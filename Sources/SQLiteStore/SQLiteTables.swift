import Foundation
import GRDB
import JSON
import Tables

/// The tables of a space inside one transaction of the database.
struct SQLiteTables: ItemSource {
    /// Where the tables are.
    let space: SQLiteSpace
    /// The connection, in a transaction.
    let database: Database
    /// The path of the file, for errors.
    let path: String

    func definition(of table: String) throws(TableStoreError) -> Tables.TableDefinition {
        try space.collection(table).definition
    }

    func storedItem(for key: OrderedKey, in table: Tables.TableDefinition) throws(TableStoreError)
        -> StoredItem?
    {
        let collection = try space.collection(table.name)
        do {
            guard let row = try Row.fetchOne(database, .findItem, [collection.id, key.data]) else {
                return nil
            }
            return try Self.storedItem(row, table.name)
        } catch {
            throw TableStoreError(error, path: path)
        }
    }

    func forEach(in range: KeyRange, _ body: (StoredItem) -> Bool) throws(TableStoreError) {
        let interval = KeyInterval(from: range.lower, upTo: range.upper, isDescending: range.isDescending)
        do {
            try forEach(in: interval, of: range.table, index: range.index, body)
        } catch {
            throw TableStoreError(error, path: path)
        }
    }

    /// Calls a closure with the items of an interval, in its direction, until it returns false.
    ///
    /// - Throws: An error of the database or of the closure.
    func forEach(
        in interval: KeyInterval,
        of table: Tables.TableDefinition,
        index: String?,
        _ body: (StoredItem) throws -> Bool
    ) throws {
        let collection = try space.collection(table.name)
        var id = collection.id
        var statement: SQLiteStatement = interval.isDescending ? .readItemsBackwards : .readItems
        if let place = table.order(named: index), let ordering = collection.ordering(place) {
            id = ordering
            statement = interval.isDescending ? .readIndexBackwards : .readIndex
        }
        let (lower, upper) = Self.bounds(of: interval)
        let rows = try Row.fetchCursor(database, statement, [id, lower, upper])
        while let row = try rows.next(), try body(try Self.storedItem(row, table.name)) {}
    }

    /// Applies a validated transaction.
    ///
    /// - Returns: The item changes, one for each action.
    /// - Throws: An error of the database, which undoes the transaction.
    func apply(_ plan: TransactionPlan) throws -> [ItemChange] {
        let first = try nextSequence()
        var next = first
        for write in plan.writes where !write.changesNothing {
            let collection = try space.collection(write.table.name)
            let new = write.new.map { item in
                StoredItem(item: item, size: write.size, sequence: write.old?.sequence ?? next)
            }
            if write.old == nil { next += 1 }
            try replace(write.old, by: new, at: write.key, collection)
        }
        if next != first { try database.run(.updateSequence, [Int64(next), space.name]) }
        return plan.writes.map(\.change)
    }

    /// Returns the insertion number of the next item of the space.
    func nextSequence() throws -> UInt64 {
        let row = try Row.fetchOne(database, .findSpace, [space.name])
        return (row?["next"] as Int64?).flatMap { UInt64(exactly: $0) } ?? 0
    }

    /// Replaces an item of a table and its entries in the indexes; `nil` means no item.
    func replace(
        _ old: StoredItem?,
        by new: StoredItem?,
        at key: OrderedKey,
        _ collection: SQLiteSpace.Collection
    ) throws {
        var id: Int64?
        if let new {
            let body = Data(JSONWriter().bytes(.object(new.item)))
            if old == nil {
                let arguments: StatementArguments = [
                    collection.id, key.data, new.size, Int64(new.sequence), body,
                ]
                try database.run(.insertItem, arguments)
                id = database.lastInsertedRowID
            } else {
                let row = try Row.fetchOne(database, .updateItem, [new.size, body, collection.id, key.data])
                id = row?["id"]
            }
        } else {
            try database.run(.deleteItem, [collection.id, key.data])
        }
        for (ordering, index) in zip(collection.orderings, collection.definition.indexes) {
            let oldKey = old?.orderedKey(in: index.key)
            let newKey = new?.orderedKey(in: index.key)
            guard oldKey != newKey else { continue }
            if let oldKey { try database.run(.deleteEntry, [ordering, oldKey.data]) }
            if let newKey, let id { try database.run(.insertEntry, [ordering, newKey.data, id]) }
        }
        guard let expiring = collection.expiring else { return }
        let oldKey = old.flatMap(collection.definition.expiryKey)
        let newKey = new.flatMap(collection.definition.expiryKey)
        guard oldKey != newKey else { return }
        if let oldKey { try database.run(.deleteEntry, [expiring, oldKey.data]) }
        if let newKey, let id { try database.run(.insertEntry, [expiring, newKey.data, id]) }
    }

    /// Decodes a row of a statement that reads items.
    static func storedItem(_ row: Row, _ table: String) throws -> StoredItem {
        let sequence: Int64 = row["sequence"]
        let body: Data = row["body"]
        guard case .object(let item)? = try? JSONValue(parsing: [UInt8](body)), sequence >= 0 else {
            throw SQLiteFileError.damagedItem(table: table)
        }
        return StoredItem(item: item, size: row["size"], sequence: UInt64(sequence))
    }

    /// The first key of an interval and the key after its last.
    ///
    /// No encoded key begins with the byte 255: texts are UTF-8, and numbers begin with 1, 2 or 3.
    static func bounds(of interval: KeyInterval) -> (lower: Data, upper: Data) {
        (interval.lower.data, interval.upper?.data ?? Data([0xFF]))
    }
}

extension OrderedKey {
    /// The bytes, as a BLOB.
    var data: Data { Data(bytes) }
}

extension Database {
    /// Runs a statement, compiled once.
    func run(_ statement: SQLiteStatement, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: statement.rawValue).execute(arguments: arguments)
    }
}

extension Row {
    /// Returns the first row of a statement, compiled once.
    static func fetchOne(
        _ database: Database,
        _ statement: SQLiteStatement,
        _ arguments: StatementArguments
    ) throws -> Row? {
        try fetchOne(database.cachedStatement(sql: statement.rawValue), arguments: arguments)
    }

    /// Returns the rows of a statement, compiled once.
    static func fetchAll(
        _ database: Database,
        _ statement: SQLiteStatement,
        _ arguments: StatementArguments
    ) throws -> [Row] {
        try fetchAll(database.cachedStatement(sql: statement.rawValue), arguments: arguments)
    }

    /// Returns the rows of a statement one by one.
    ///
    /// It is compiled each time: a compiled one serves one cursor at a time.
    static func fetchCursor(
        _ database: Database,
        _ statement: SQLiteStatement,
        _ arguments: StatementArguments
    ) throws -> RowCursor {
        try fetchCursor(database, sql: statement.rawValue, arguments: arguments)
    }
}
