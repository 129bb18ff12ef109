import JSON

/// One table of a ``TableState``: the items by key, and once more by each index's key.
///
/// An index holds whole items, so that a query reads one tree only.
struct StoredTable: Sendable {
    let definition: TableDefinition
    private(set) var items = OrderedMap<StoredItem>()
    private(set) var indexes: [OrderedMap<StoredItem>]

    init(_ definition: TableDefinition) {
        self.definition = definition
        indexes = definition.indexes.map { _ in OrderedMap() }
    }

    /// Puts `new` in the place of `old`; `nil` stands for no item.
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

    /// The tree that a query reads, with its key's schema.
    ///
    /// - Throws: ``TableStoreError/unknownIndex(_:table:known:)``.
    func order(_ index: String?) throws(TableStoreError) -> (KeySchema, OrderedMap<StoredItem>) {
        guard let index else { return (definition.key, items) }
        guard let offset = definition.indexes.firstIndex(where: { $0.name == index }) else {
            throw .unknownIndex(index, table: definition.name, known: definition.indexes.map(\.name))
        }
        return (definition.indexes[offset].key, indexes[offset])
    }

    /// Checks a new item against the rules for keys, of the table and of its indexes, and for sizes.
    ///
    /// - Throws: ``TableStoreError``.
    /// - Returns: the item's place in the table and its size.
    func check(_ item: Item) throws(TableStoreError) -> (key: OrderedKey, size: Int) {
        let key = try definition.key.key(of: item, in: definition.name)
        let size = try ItemSize.measure(item, in: definition.name)
        for index in definition.indexes {
            // A key attribute that is there must fit, even where another one's absence keeps the item out.
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

    /// An item's place in an index: equal sort keys go by the order in which they were stored.
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
    /// A table's key as ordered bytes.
    init(_ key: Key) {
        self.init()
        append(key.partition)
        if let sort = key.sort { append(sort) }
    }
}
