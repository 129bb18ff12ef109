extension TableState {
    /// Creates empty tables that continue the insertion numbers of a stored state.
    ///
    /// - Parameters:
    ///   - definitions: The tables.
    ///   - nextSequence: The insertion number of the next new item.
    public init(_ definitions: [TableDefinition], nextSequence: UInt64) {
        self.init(definitions)
        self.nextSequence = nextSequence
    }

    /// Creates tables that begin with what is kept elsewhere, and continue its insertion numbers.
    ///
    /// - Parameters:
    ///   - definitions: The tables.
    ///   - kept: What is kept.
    ///   - nextSequence: The insertion number of the next new item.
    /// - Complexity: O(1): items are read when they are needed.
    public init(_ definitions: [TableDefinition], kept: KeptState, nextSequence: UInt64) {
        self.init(definitions)
        tables = definitions.map { StoredTable($0, kept: kept) }
        self.nextSequence = nextSequence
    }

    /// Returns the keys of a table under which it may differ from what was written where it is kept, with its items there.
    ///
    /// - Returns: Each key once, with the item of this state; `nil` for none.
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``, or ``TableStoreError/unavailable(reason:)``.
    /// - Complexity: O(*c* log *n*) for *c* such keys.
    public func itemsToKeep(
        of table: String
    ) throws(TableStoreError) -> [(key: OrderedKey, item: StoredItem?)] {
        let stored = tables[try index(of: table)]
        let keys = Set(stored.items.ownKeys).union(stored.kept?.changedKeys(of: table) ?? [])
        var items: [(key: OrderedKey, item: StoredItem?)] = []
        for key in keys { items.append((key, try stored.items.item(for: key))) }
        return items
    }

    /// Inserts an item with the insertion number that it had.
    ///
    /// - Throws: ``TableStoreError`` when the table cannot hold the item.
    /// - Complexity: O(log *n*) in the number of items.
    public mutating func insert(_ stored: StoredItem, into table: String) throws(TableStoreError) {
        let index = try index(of: table)
        let (key, size) = try tables[index].definition.validate(stored.item)
        let new = StoredItem(item: stored.item, size: size, sequence: stored.sequence)
        tables[index].replace(try tables[index].items.item(for: key), by: new, at: key)
        nextSequence = max(nextSequence, stored.sequence + 1)
    }

    /// Returns the items of a table with their insertion numbers, in key order.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    /// - Complexity: O(*n*) in the number of items.
    public func storedItems(of table: String) throws(TableStoreError) -> [StoredItem] {
        var items: [StoredItem] = []
        try tables[try index(of: table)].items.forEach { _, item in
            items.append(item)
            return true
        }
        return items
    }
}
