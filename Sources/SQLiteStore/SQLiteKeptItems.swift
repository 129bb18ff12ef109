import GRDB
import JSON
import Synchronization
import Tables

/// The items of a space as they are now, for a state that reads them when it needs them.
final class SQLiteKeptItems: KeptItems {
    let file: SQLiteFile
    let space: SQLiteSpace
    private let retired: RetiredTables
    /// Whether other tables have taken the place of these, which are kept for their readers only.
    private let isRetired = Mutex(false)

    init(_ space: SQLiteSpace, of file: SQLiteFile, _ retired: RetiredTables) {
        self.space = space
        self.file = file
        self.retired = retired
    }

    deinit {
        if isRetired.withLock({ $0 }) { retired.free(space.collections.map(\.id)) }
    }

    /// Lets the items go as soon as nobody reads them.
    func retire() {
        isRetired.withLock { $0 = true }
    }

    func storedItem(
        for key: OrderedKey,
        in table: Tables.TableDefinition
    ) throws(TableStoreError) -> StoredItem? {
        try file.readNow { database in try tables(database).storedItem(for: key, in: table) }
    }

    func entries(
        in interval: KeyInterval,
        of table: Tables.TableDefinition,
        index: String?,
        limit: Int
    ) throws(TableStoreError) -> [Entry] {
        try file.readNow { database in
            var entries: [Entry] = []
            let tables = tables(database)
            let order = table.order(named: index)
            try tables.forEach(in: interval, of: table, index: index) { stored in
                let key =
                    if let order {
                        table.key(of: stored, inOrder: order)
                    } else {
                        OrderedKey(try table.key.key(of: stored.item, in: table.name))
                    }
                guard let key else { throw SQLiteFileError.damagedItem(table: table.name) }
                entries.append((key, stored))
                return entries.count < limit
            }
            return entries
        }
    }

    func count(
        of table: Tables.TableDefinition,
        among keys: () -> [OrderedKey]
    ) throws(TableStoreError) -> (all: Int, found: Int) {
        try file.readNow { database in
            let collection = try space.collection(table.name)
            var found = 0
            for key in keys() where try Row.fetchOne(database, .findItem, [collection.id, key.data]) != nil {
                found += 1
            }
            let row = try Row.fetchOne(database, .countItems, [collection.id])
            return (row?[0] ?? 0, found)
        }
    }

    private func tables(_ database: Database) -> SQLiteTables {
        SQLiteTables(space: space, database: database, path: file.path)
    }
}
