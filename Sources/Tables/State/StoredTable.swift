import JSON

/// One table of a ``TableState``: the items by primary key and by each index key.
///
/// An index holds whole items, so that a query reads one tree.
struct StoredTable: Sendable {
    let definition: TableDefinition
    private(set) var items = OrderedMap<StoredItem>()
    private(set) var indexes: [OrderedMap<StoredItem>]

    init(_ definition: TableDefinition) {
        self.definition = definition
        indexes = definition.indexes.map { _ in OrderedMap() }
    }

    /// Replaces `old` by `new`; `nil` means no item.
    /// - Complexity: O(log *n*) for the table and for each index.
    mutating func replace(_ old: StoredItem?, by new: StoredItem?, at key: OrderedKey) {
        if let new { items.set(new, for: key) } else { items.remove(key) }
        for (offset, index) in definition.indexes.enumerated() {
            let oldKey = old.flatMap { $0.orderedKey(in: index.key) }
            let newKey = new.flatMap { $0.orderedKey(in: index.key) }
            if let oldKey, oldKey != newKey { indexes[offset].remove(oldKey) }
            if let newKey, let new { indexes[offset].set(new, for: newKey) }
        }
    }

    /// Returns the sorted map that a query reads; an index that was not found is the table itself.
    func order(_ index: String?) -> OrderedMap<StoredItem> {
        guard let offset = definition.indexes.firstIndex(where: { $0.name == index }) else { return items }
        return indexes[offset]
    }
}
