extension TableState: ItemSource {
    /// Returns the definition of a table.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    public func definition(of table: String) throws(TableStoreError) -> TableDefinition {
        tables[try index(of: table)].definition
    }

    /// Returns the item with an encoded key, if any.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    /// - Complexity: O(log *n*) in the number of items.
    public func storedItem(
        for key: OrderedKey,
        in table: TableDefinition
    ) throws(TableStoreError) -> StoredItem? {
        tables[try index(of: table.name)].items[key]
    }

    /// Calls a closure with the items of a range, in the range's direction, until it returns false.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    /// - Complexity: O(log *n* + *k*) for *k* of *n* items read.
    public func forEach(in range: KeyRange, _ body: (StoredItem) -> Bool) throws(TableStoreError) {
        let order = tables[try index(of: range.table.name)].order(range.index)
        order.forEach(from: range.lower, upTo: range.upper, descending: range.isDescending) { body($1) }
    }
}
