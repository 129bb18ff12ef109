import GRDB
import JSON
import Tables

/// The tables of one space of a file: where each table's items and each index's entries are.
struct SQLiteSpace: Sendable {
    /// A table and the rows that belong to it.
    struct Collection: Sendable {
        let id: Int64
        let definition: Tables.TableDefinition
        /// The ids of the orderings, in the order of the definition's indexes.
        let orderings: [Int64]
        /// The id of the order in which items expire; `nil` in a table without time to live.
        var expiring: Int64?

        /// Returns the id of an ordering by the place of the table's order.
        func ordering(_ place: Int) -> Int64? { place < orderings.count ? orderings[place] : expiring }
    }

    /// The name of the space.
    let name: String
    /// The tables, in the order in which they were defined.
    let collections: [Collection]

    /// Finds the tables of a space, and creates what is missing.
    ///
    /// An index that a definition has gained is built, one that it has lost is dropped.
    /// - Throws: ``SQLiteFileError/otherKey(table:)``; an error of the database.
    init(_ name: String, _ definitions: [Tables.TableDefinition], in database: Database) throws {
        self.name = name
        try database.run(.insertSpace, [name])
        let rows = try Row.fetchAll(database, .findCollections, [name])
        var known: [String: (id: Int64, definition: String)] = [:]
        for row in rows { known[row["name"]] = (row["id"], row["definition"]) }
        collections = try definitions.map { definition in
            var collection = try Self.collection(definition, known[definition.name], space: name, database)
            try collection.findExpiring(in: database)
            return collection
        }
    }

    private static func collection(
        _ definition: Tables.TableDefinition,
        _ known: (id: Int64, definition: String)?,
        space: String,
        _ database: Database
    ) throws -> Collection {
        let text = definition.json.compactText
        guard let known else {
            try database.run(.insertCollection, [space, definition.name, text])
            let id = database.lastInsertedRowID
            let orderings = try definition.indexes.map { index in
                try database.run(.insertOrdering, [id, index.name])
                return database.lastInsertedRowID
            }
            return Collection(id: id, definition: definition, orderings: orderings)
        }
        var ids: [String: Int64] = [:]
        for row in try Row.fetchAll(database, .findOrderings, [known.id]) { ids[row["name"]] = row["id"] }
        guard known.definition != text else {
            let orderings = definition.indexes.compactMap { ids[$0.name] }
            return Collection(id: known.id, definition: definition, orderings: orderings)
        }
        let stored = try Tables.TableDefinition(JSONValue(parsing: known.definition))
        guard stored.key == definition.key else { throw SQLiteFileError.otherKey(table: definition.name) }
        for (name, id) in ids {
            // What expires is found by an attribute that the text does not have.
            if name.hasPrefix(Collection.expiringPrefix) { continue }
            try database.run(.deleteEntries, [id])
            try database.run(.deleteOrdering, [id])
            ids[name] = nil
        }
        for index in definition.indexes {
            try database.run(.insertOrdering, [known.id, index.name])
            ids[index.name] = database.lastInsertedRowID
        }
        try database.run(.updateCollection, [text, known.id])
        let collection = Collection(
            id: known.id,
            definition: definition,
            orderings: definition.indexes.compactMap { ids[$0.name] }
        )
        try collection.buildIndexes(in: database)
        return collection
    }

    /// The definitions of the tables.
    var definitions: [Tables.TableDefinition] { collections.map(\.definition) }

    /// Returns a table.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    func collection(_ table: String) throws(TableStoreError) -> Collection {
        guard let found = collections.first(where: { $0.definition.name == table }) else {
            throw .unknownTable(table, known: collections.map(\.definition.name))
        }
        return found
    }
}

extension SQLiteSpace.Collection {
    /// What the names of the orders in which items expire begin with.
    fileprivate static let expiringPrefix = "ttl:"

    /// Finds the order in which items expire, and builds or drops it where the table's time to live has changed.
    fileprivate mutating func findExpiring(in database: Database) throws {
        let index = definition.expiryIndex
        for row in try Row.fetchAll(database, .findOrderings, [id]) {
            let (name, ordering): (String, Int64) = (row["name"], row["id"])
            guard name.hasPrefix(Self.expiringPrefix) else { continue }
            if name == index?.name {
                expiring = ordering
            } else {
                try database.run(.deleteEntries, [ordering])
                try database.run(.deleteOrdering, [ordering])
            }
        }
        guard let index, expiring == nil else { return }
        try database.run(.insertOrdering, [id, index.name])
        let ordering = database.lastInsertedRowID
        try forEachItem(in: database) { stored, item in
            guard let key = definition.expiryKey(of: stored) else { return }
            try database.run(.insertEntry, [ordering, key.data, item])
        }
        expiring = ordering
    }

    /// Adds every item to the empty indexes.
    fileprivate func buildIndexes(in database: Database) throws {
        try forEachItem(in: database) { stored, item in
            // What was stored by another definition need not fit the new one.
            _ = try definition.validate(stored.item)
            for (ordering, index) in zip(orderings, definition.indexes) {
                guard let key = stored.orderedKey(in: index.key) else { continue }
                try database.run(.insertEntry, [ordering, key.data, item])
            }
        }
    }

    private func forEachItem(
        in database: Database,
        _ body: (_ stored: StoredItem, _ id: Int64) throws -> Void
    ) throws {
        let everything = SQLiteTables.bounds(of: KeyInterval())
        let rows = try Row.fetchCursor(database, .readItems, [id, everything.lower, everything.upper])
        while let row = try rows.next() {
            try body(try SQLiteTables.storedItem(row, definition.name), row["id"])
        }
    }
}
