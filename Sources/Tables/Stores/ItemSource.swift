/// Where the rules of tables find definitions and items, in any store that keeps items by encoded keys.
///
/// ``TransactionPlan`` and ``KeyRange`` hold DynamoDB's rules; a store reads, writes and iterates.
public protocol ItemSource {
    /// Returns the definition of a table.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    func definition(of table: String) throws(TableStoreError) -> TableDefinition

    /// Returns the item with an encoded key, if any.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when it cannot be read.
    func storedItem(for key: OrderedKey, in table: TableDefinition) throws(TableStoreError) -> StoredItem?

    /// Calls a closure with the items of a range, in the range's direction, until it returns false.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when they cannot be read.
    func forEach(in range: KeyRange, _ body: (StoredItem) -> Bool) throws(TableStoreError)
}

extension ItemSource {
    /// Returns the item with the given key and its size in bytes; 0 when there is none.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)`` or
    ///   ``TableStoreError/invalidKey(table:attribute:reason:)``.
    public func sizedItem(
        for key: Key,
        in table: String
    ) throws(TableStoreError) -> (item: Item?, bytes: Int) {
        let definition = try definition(of: table)
        try definition.key.check(key, in: table)
        let stored = try storedItem(for: OrderedKey(key), in: definition)
        return (stored?.item, stored?.size ?? 0)
    }

    /// Returns the item with the given key, if any.
    ///
    /// - Throws: The errors of ``sizedItem(for:in:)``.
    public func item(for key: Key, in table: String) throws(TableStoreError) -> Item? {
        try sizedItem(for: key, in: table).item
    }

    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError`` when the table, index, key, page key or limit is invalid.
    /// - Complexity: O(*k*) for *k* items read, besides finding the first one.
    public func query(_ query: Query) throws(TableStoreError) -> Page {
        let range = try KeyRange(query, in: self)
        return try page(PageBuilder(range, limit: query.limit, filter: query.filter), range)
    }

    /// Returns a page of all items of a table or an index, in key order.
    ///
    /// - Throws: ``TableStoreError`` when the table, index, page key or limit is invalid.
    /// - Complexity: O(*k*) for *k* items read, besides finding the first one.
    public func scan(_ scan: Scan) throws(TableStoreError) -> Page {
        let range = try KeyRange(scan, in: self)
        return try page(PageBuilder(range, limit: scan.limit, filter: scan.filter), range)
    }

    /// Returns whether the tables still show what was read from them.
    ///
    /// - Parameters:
    ///   - reads: What was read.
    ///   - ignoringIndexes: Whether reads of indexes count as unchanged, for indexes that lag behind their tables.
    /// - Returns: Whether every read would find the same items now.
    /// - Complexity: That of reading everything again.
    public func isUnchanged(since reads: ReadSet, ignoringIndexes: Bool = false) -> Bool {
        reads.items.allSatisfy { read in
            (try? item(for: read.key, in: read.table)) == .some(read.item)
        }
            && reads.ranges.allSatisfy { read in
                (ignoringIndexes && read.query.index != nil)
                    || (try? query(read.query))?.items == read.items
            }
            && reads.scans.allSatisfy { (try? scan($0.scan))?.items == $0.items }
    }

    private func page(_ builder: PageBuilder, _ range: KeyRange) throws(TableStoreError) -> Page {
        var builder = builder
        try forEach(in: range) { builder.append($0) }
        return builder.page
    }
}
