public import JSON

extension TableDefinition {
    /// Validates a new item: its keys, for the table and for its indexes, its values and its size.
    ///
    /// - Returns: The item's encoded key in the table, and its size in bytes.
    /// - Throws: ``TableStoreError`` for the first rule that the item breaks.
    /// - Complexity: O(*n*) in the number of values.
    public func validate(_ item: Item) throws(TableStoreError) -> (key: OrderedKey, size: Int) {
        let key = try key.key(of: item, in: name)
        let size = try ItemSize.measure(item, in: name)
        for index in indexes {
            // A key attribute that is present must be valid, even when the item is not in the index because another
            // is absent.
            for attribute in index.key.attributes where item[attribute.name] != nil {
                let limit =
                    attribute == index.key.partition
                    ? TableLimits.partitionKeyBytes : TableLimits.sortKeyBytes
                let value = try KeySchema.value(of: attribute, in: item, name)
                try KeySchema.check(value, for: attribute, limit: limit, in: name)
            }
        }
        return (OrderedKey(key), size)
    }

    /// Returns the key schema of the table itself or of one of its indexes.
    ///
    /// - Parameter index: The index's name; `nil` for the table.
    /// - Returns: The key schema.
    /// - Throws: ``TableStoreError/unknownIndex(_:table:known:)``.
    public func keySchema(of index: String?) throws(TableStoreError) -> KeySchema {
        guard let index else { return key }
        guard let found = self.index(named: index) else {
            throw .unknownIndex(index, table: name, known: indexes.map(\.name))
        }
        return found.key
    }
}

extension OrderedKey {
    /// Creates the encoded key of a table key.
    ///
    /// - Precondition: The key was validated against its schema.
    public init(_ key: Key) {
        self.init()
        append(key.partition)
        if let sort = key.sort { append(sort) }
    }
}
