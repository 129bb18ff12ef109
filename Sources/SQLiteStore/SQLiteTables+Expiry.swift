import Foundation
import GRDB
import Tables

extension SQLiteTables {
    /// Returns whether an item's time to live has ended.
    ///
    /// - Parameter ended: The times that have ended.
    /// - Returns: Whether there is such an item in any table.
    /// - Throws: An error of the database.
    func hasExpired(_ ended: ClosedRange<Int>) throws -> Bool {
        for collection in space.collections where try rows(of: collection, ended)?.next() != nil {
            return true
        }
        return false
    }

    /// Deletes the items whose time to live has ended.
    ///
    /// - Parameter ended: The times that have ended.
    /// - Returns: The deleted items.
    /// - Throws: An error of the database, which undoes the transaction.
    func removeExpired(_ ended: ClosedRange<Int>) throws -> [ItemChange] {
        var changes: [ItemChange] = []
        for collection in space.collections {
            let name = collection.definition.name
            var expired: [StoredItem] = []
            guard let rows = try rows(of: collection, ended) else { continue }
            while let row = try rows.next() { expired.append(try Self.storedItem(row, name)) }
            for stored in expired {
                let key = try collection.definition.key.key(of: stored.item, in: name)
                try replace(stored, by: nil, at: OrderedKey(key), collection)
                changes.append(ItemChange(expired: stored, in: name))
            }
        }
        return changes
    }

    private func rows(
        of collection: SQLiteSpace.Collection,
        _ ended: ClosedRange<Int>
    ) throws -> RowCursor? {
        guard let expiring = collection.expiring else { return nil }
        let (lower, upper) = OrderedKey.bounds(of: ended)
        let last = upper?.data ?? Data([0xFF])
        return try Row.fetchCursor(database, .readIndex, [expiring, lower.data, last])
    }
}
