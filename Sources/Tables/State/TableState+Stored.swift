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

    /// Inserts an item with the insertion number that it had.
    ///
    /// - Throws: ``TableStoreError`` when the table cannot hold the item.
    /// - Complexity: O(log *n*) in the number of items.
    public mutating func insert(_ stored: StoredItem, into table: String) throws(TableStoreError) {
        let index = try index(of: table)
        let (key, size) = try tables[index].definition.validate(stored.item)
        let new = StoredItem(item: stored.item, size: size, sequence: stored.sequence)
        tables[index].replace(tables[index].items[key], by: new, at: key)
        nextSequence = max(nextSequence, stored.sequence + 1)
    }

    /// Returns the items of a table with their insertion numbers, in key order.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    /// - Complexity: O(*n*) in the number of items.
    public func storedItems(of table: String) throws(TableStoreError) -> [StoredItem] {
        var items: [StoredItem] = []
        tables[try index(of: table)].items.forEach { _, item in
            items.append(item)
            return true
        }
        return items
    }
}
