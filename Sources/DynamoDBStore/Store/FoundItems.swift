import JSON
import Tables

/// Tables of which only some items are known: their rules can be checked, and transactions of these items.
struct FoundItems: ItemSource {
    /// The definitions.
    let definitions: [TableDefinition]
    /// The known items.
    var items: [ItemAddress: Item] = [:]

    func definition(of table: String) throws(TableStoreError) -> TableDefinition {
        guard let found = definitions.first(where: { $0.name == table }) else {
            throw .unknownTable(table, known: definitions.map(\.name))
        }
        return found
    }

    func storedItem(for key: OrderedKey, in table: TableDefinition) throws(TableStoreError) -> StoredItem? {
        for (address, item) in items where address.table == table.name && OrderedKey(address.key) == key {
            return StoredItem(item: item, size: (try? table.validate(item).size) ?? 0, sequence: 0)
        }
        return nil
    }

    func forEach(in range: KeyRange, _ body: (StoredItem) -> Bool) throws(TableStoreError) {
        // Nothing is known of the items of a range.
    }

    /// Returns the place of the item that an action names.
    ///
    /// - Throws: ``TableStoreError`` when the table or the key is invalid.
    func address(of action: WriteAction) throws(TableStoreError) -> ItemAddress {
        switch action.operation {
        case .put(let item):
            let key = try definition(of: action.table).key.key(of: item, in: action.table)
            return ItemAddress(action.table, key)
        case .update(let key, _), .delete(let key), .check(let key):
            return ItemAddress(action.table, key)
        }
    }
}
