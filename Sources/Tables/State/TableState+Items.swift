extension TableState: ItemSource {
    /// Returns the definition of a table.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    public func definition(of table: String) throws(TableStoreError) -> TableDefinition {
        tables[try index(of: table)].definition
    }

    /// Returns the item with an encoded key, if any.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``, or ``TableStoreError/unavailable(reason:)`` when what the
    ///   table began with cannot be read.
    /// - Complexity: O(log *n*) in the number of items.
    public func storedItem(
        for key: OrderedKey,
        in table: TableDefinition
    ) throws(TableStoreError) -> StoredItem? {
        try tables[try index(of: table.name)].items.item(for: key)
    }

    /// Calls a closure with the items of a range, in the range's direction, until it returns false.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``, or ``TableStoreError/unavailable(reason:)`` when what the
    ///   table began with cannot be read.
    /// - Complexity: O(log *n* + *k*) for *k* of *n* items read.
    public func forEach(in range: KeyRange, _ body: (StoredItem) -> Bool) throws(TableStoreError) {
        let order = tables[try index(of: range.table.name)].order(range.index)
        let interval = KeyInterval(from: range.lower, upTo: range.upper, isDescending: range.isDescending)
        try order.forEach(in: interval) { body($1) }
    }
}
