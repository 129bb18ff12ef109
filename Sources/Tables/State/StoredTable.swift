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
            let oldKey = old.flatMap { Self.orderedKey(of: $0, in: index.key) }
            let newKey = new.flatMap { Self.orderedKey(of: $0, in: index.key) }
            if let oldKey, oldKey != newKey { indexes[offset].remove(oldKey) }
            if let newKey, let new { indexes[offset].set(new, for: newKey) }
        }
    }

    /// Returns the sorted map that a query reads, with its key schema.
    ///
    /// - Throws: ``TableStoreError/unknownIndex(_:table:known:)``.
    func order(_ index: String?) throws(TableStoreError) -> (KeySchema, OrderedMap<StoredItem>) {
        guard let index else { return (definition.key, items) }
        guard let offset = definition.indexes.firstIndex(where: { $0.name == index }) else {
            throw .unknownIndex(index, table: definition.name, known: definition.indexes.map(\.name))
        }
        return (definition.indexes[offset].key, indexes[offset])
    }

    /// Validates a new item's keys, for the table and for its indexes, and its size.
    ///
    /// - Throws: ``TableStoreError``.
    /// - Returns: The item's ordered key in the table, and its size.
    func check(_ item: Item) throws(TableStoreError) -> (key: OrderedKey, size: Int) {
        let key = try definition.key.key(of: item, in: definition.name)
        let size = try ItemSize.measure(item, in: definition.name)
        for index in definition.indexes {
            // A key attribute that is present must be valid, even when the item is not in the index because another
            // is absent.
            for attribute in index.key.attributes where item[attribute.name] != nil {
                let limit =
                    attribute == index.key.partition
                    ? TableLimits.partitionKeyBytes : TableLimits.sortKeyBytes
                let value = try KeySchema.value(of: attribute, in: item, definition.name)
                try KeySchema.check(value, for: attribute, limit: limit, in: definition.name)
            }
        }
        return (OrderedKey(key), size)
    }

    /// Returns an item's ordered key in an index; equal sort keys are in insertion order.
    ///
    /// `nil` when the item lacks a key attribute and so is not in the index.
    private static func orderedKey(of stored: StoredItem, in schema: KeySchema) -> OrderedKey? {
        var key = OrderedKey()
        for attribute in schema.attributes {
            switch stored.item[attribute.name] {
            case .string(let text): key.append(text)
            case .number(let number): key.append(.number(number))
            default: return nil
            }
        }
        key.append(stored.sequence)
        return key
    }
}

extension OrderedKey {
    /// Creates the ordered key of a table key.
    init(_ key: Key) {
        self.init()
        append(key.partition)
        if let sort = key.sort { append(sort) }
    }
}
