import Foundation
import GRDB
public import JSON
public import Tables

extension SQLiteSpaces {
    /// Puts records into a state, many at a time, and creates it where it is missing.
    ///
    /// A record takes the place of one with the same key, and keeps its insertion number; to put the same records again
    /// changes nothing.
    ///
    /// - Parameters:
    ///   - records: The records with their tables.
    ///   - name: The name of the state.
    ///   - definitions: The tables.
    ///   - clock: The earliest time of the state's clock, in milliseconds since 1970.
    ///   - description: The description of a new state.
    /// - Throws: ``TableStoreError`` for the first record that its table cannot hold, or when the file cannot be written; it
    ///   is unchanged then.
    /// - Complexity: O(*r* log *n*) for *r* records and *n* items.
    public func put(
        _ records: [(table: String, item: Item)],
        into name: String,
        _ definitions: [Tables.TableDefinition],
        clock: Int,
        description: String
    ) throws(TableStoreError) {
        let space = try write { database in
            let isNew = try Row.fetchOne(database, .findSpace, [name]) == nil
            let tables = try self.tables(name, definitions, database)
            var next = try tables.nextSequence()
            let states = kept(of: name)
            for record in records {
                let collection = try tables.space.collection(record.table)
                let (key, size) = try collection.definition.validate(record.item)
                let old = try tables.storedItem(for: key, in: collection.definition)
                guard old?.item != record.item else { continue }
                for kept in states { kept.willReplace(old, at: key, in: collection.definition) }
                let new = StoredItem(item: record.item, size: size, sequence: old?.sequence ?? next)
                if old == nil { next += 1 }
                try tables.replace(old, by: new, at: key, collection)
            }
            try database.run(.updateSequence, [Int64(next), name])
            try database.run(.advanceClock, [clock, name])
            if isNew { try database.run(.describeSpace, [description, name]) }
            return tables.space
        }
        note(space, of: name)
    }

    /// Calls a closure with the items of a table of a state, in insertion order, as of one moment.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - name: The name of the state.
    ///   - sequence: The insertion number after which to begin; `nil` for the first item.
    ///   - body: Is called with each item; what it throws ends the reading.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when the file cannot be read, or what the closure throws.
    /// - Complexity: O(*n* log *n*) in the number of items, of which few are in memory.
    public func forEachItem(
        of table: String,
        in name: String,
        after sequence: UInt64? = nil,
        _ body: (StoredItem) throws(TableStoreError) -> Void
    ) throws(TableStoreError) {
        try read { database in
            for collection in try Row.fetchAll(database, .findCollections, [name])
            where collection["name"] == table {
                let first = sequence.map { Int64($0) } ?? -1
                let rows = try Row.fetchCursor(
                    database,
                    .readItemsByInsertion,
                    [collection["id"] as Int64, first]
                )
                while let row = try rows.next() { try body(try SQLiteTables.storedItem(row, table)) }
            }
        }
    }

    /// Returns the time of a state's clock, in milliseconds since 1970, and its description; `nil` where there is none.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    public func properties(of name: String) throws(TableStoreError) -> (clock: Int, description: String)? {
        try read { database in
            try Row.fetchOne(database, .findSpace, [name]).map { ($0["clock"], $0["description"]) }
        }
    }
}
