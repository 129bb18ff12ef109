import JSON

/// One table of a ``TableState``: the items by primary key and by each index key.
///
/// An index holds whole items, so that a query reads one tree.
struct StoredTable: Sendable {
    let definition: TableDefinition
    /// What the table began with; `nil` for nothing.
    let kept: KeptState?
    private(set) var items: StoredOrder
    private(set) var indexes: [StoredOrder]
    /// How many items there are more than in what the table began with.
    private var added = 0

    init(_ definition: TableDefinition, kept: KeptState? = nil) {
        self.definition = definition
        self.kept = kept
        items = StoredOrder(kept, definition, index: nil)
        indexes = definition.indexes.map { StoredOrder(kept, definition, index: $0.name) }
    }

    /// Returns the number of items.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what is kept cannot be counted.
    func count() throws(TableStoreError) -> Int {
        try (kept?.count(of: definition) ?? 0) + added
    }

    /// Replaces `old` by `new`; `nil` means no item.
    /// - Complexity: O(log *n*) for the table and for each index.
    mutating func replace(_ old: StoredItem?, by new: StoredItem?, at key: OrderedKey) {
        if let new { items.set(new, for: key) } else if old != nil { items.remove(key) }
        added += (new == nil ? 0 : 1) - (old == nil ? 0 : 1)
        for (offset, index) in definition.indexes.enumerated() {
            let oldKey = old.flatMap { $0.orderedKey(in: index.key) }
            let newKey = new.flatMap { $0.orderedKey(in: index.key) }
            if let oldKey, oldKey != newKey { indexes[offset].remove(oldKey) }
            if let newKey, let new { indexes[offset].set(new, for: newKey) }
        }
    }

    /// Returns the order that a query reads; an index that was not found is the table itself.
    func order(_ index: String?) -> StoredOrder {
        guard let offset = definition.indexes.firstIndex(where: { $0.name == index }) else { return items }
        return indexes[offset]
    }
}
