extension TableState {
    /// Whether a table has a time to live.
    public var hasTimeToLive: Bool { tables.contains { $0.definition.timeToLive != nil } }

    /// Deletes the items whose time to live has ended.
    ///
    /// - Parameter ended: The times that have ended, as ``Expiry/ended(at:)`` returns them.
    /// - Returns: The deleted items, table by table, the first to expire first.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what a file keeps cannot be read.
    /// - Complexity: O(log *n*) when nothing has expired; else O(*k* log *n*) for *k* of *n* items.
    public mutating func removeExpired(_ ended: ClosedRange<Int>) throws(TableStoreError) -> [ItemChange] {
        var changes: [ItemChange] = []
        for index in tables.indices where tables[index].definition.timeToLive != nil {
            for stored in try tables[index].expired(ended) {
                let definition = tables[index].definition
                guard let key = try? definition.key.key(of: stored.item, in: definition.name) else {
                    continue
                }
                replace(stored, by: nil, at: OrderedKey(key), in: index)
                changes.append(ItemChange(expired: stored, in: definition.name))
            }
        }
        return changes
    }
}

extension ItemChange {
    /// Creates the change that the end of an item's time to live makes.
    public init(expired stored: StoredItem, in table: String) {
        self.init(
            table: table,
            old: stored.item,
            new: nil,
            oldBytes: stored.size,
            newBytes: 0,
            isExpiry: true
        )
    }
}
