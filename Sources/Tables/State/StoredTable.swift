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
    /// The items that expire, by the time at which they do; empty in a table without time to live.
    private var expiring: StoredOrder
    private var shapes = ItemShapes()

    init(_ definition: TableDefinition, kept: KeptState? = nil) {
        self.definition = definition
        self.kept = kept
        items = StoredOrder(kept, definition, index: nil)
        indexes = definition.indexes.map { StoredOrder(kept, definition, index: $0.name) }
        let expiry = definition.expiryIndex
        expiring = StoredOrder(expiry == nil ? nil : kept, definition, index: expiry?.name)
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
        let packed = new.map { PackedItem($0, shapes.shape(of: $0.item)) }
        if let packed { items.set(packed, for: key) } else if old != nil { items.remove(key) }
        added += (new == nil ? 0 : 1) - (old == nil ? 0 : 1)
        for (offset, index) in definition.indexes.enumerated() {
            let oldKey = old.flatMap { $0.orderedKey(in: index.key) }
            let newKey = new.flatMap { $0.orderedKey(in: index.key) }
            if let oldKey, oldKey != newKey { indexes[offset].remove(oldKey) }
            if let newKey, let packed { indexes[offset].set(packed, for: newKey) }
        }
        guard definition.timeToLive != nil else { return }
        let oldKey = old.flatMap(definition.expiryKey)
        let newKey = new.flatMap(definition.expiryKey)
        if let oldKey, oldKey != newKey { expiring.remove(oldKey) }
        if let newKey, let packed { expiring.set(packed, for: newKey) }
    }

    /// Returns an item of the table as it is kept in memory.
    mutating func packed(_ item: StoredItem, at key: OrderedKey) -> PackedItem {
        items.changed[key] ?? PackedItem(item, shapes.shape(of: item.item))
    }

    /// Returns the items whose times to live have ended, the first to expire first.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what is kept cannot be read.
    /// - Complexity: O(log *n* + *k*) for *k* of *n* items that expire.
    func expired(_ ended: ClosedRange<Int>) throws(TableStoreError) -> [StoredItem] {
        let (lower, upper) = OrderedKey.bounds(of: ended)
        var items: [StoredItem] = []
        try expiring.forEach(in: KeyInterval(from: lower, upTo: upper)) { _, item in
            items.append(item)
            return true
        }
        return items
    }

    /// Returns the order that a query reads; an index that was not found is the table itself.
    func order(_ index: String?) -> StoredOrder {
        guard let offset = definition.indexes.firstIndex(where: { $0.name == index }) else { return items }
        return indexes[offset]
    }
}
