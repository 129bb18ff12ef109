extension TableState {
    /// Returns the item changes that turn this state into another one, table by table, in key order.
    ///
    /// - Parameters:
    ///   - other: The other state.
    ///   - limit: The number of changes of a table after which what is kept outside of memory is read no further.
    /// - Returns: The changes.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what a state began with cannot be read.
    /// - Complexity: O(*l* + *k*) for trees of *l* leaves and *k* items in leaves that the two states do not share.
    public func changes(
        to other: TableState,
        limit: Int = .max
    ) throws(TableStoreError) -> [ItemChange] {
        var changes: [ItemChange] = []
        for table in tables where !other.tables.contains(where: { $0.hasName(of: table) }) {
            changes += try table.changes(to: StoredTable(table.definition), limit)
        }
        for new in other.tables {
            let old = tables.first { $0.hasName(of: new) } ?? StoredTable(new.definition)
            changes += try old.changes(to: new, limit)
        }
        return changes
    }
}

extension StoredTable {
    fileprivate func hasName(of other: StoredTable) -> Bool { definition.name == other.definition.name }

    fileprivate func changes(to other: StoredTable, _ limit: Int) throws(TableStoreError) -> [ItemChange] {
        guard kept != nil || other.kept != nil else {
            return items.changed.differences(to: other.items.changed)
                .compactMap { change(($0.old?.stored, $0.new?.stored)) }
        }
        var changes: [ItemChange] = []
        if kept === other.kept {
            for key in Set(items.ownKeys).union(other.items.ownKeys).sorted() {
                let pair = (old: try items.item(for: key), new: try other.items.item(for: key))
                if let change = change(pair) { changes.append(change) }
            }
            return changes
        }
        // Two states of different origin have little in common: one is read after the other.
        var failure: TableStoreError?
        try items.forEach { key, item in
            do throws(TableStoreError) {
                if let change = change((item, try other.items.item(for: key))) { changes.append(change) }
            } catch {
                failure = error
            }
            return failure == nil && changes.count < limit
        }
        if let failure { throw failure }
        try other.items.forEach { key, item in
            guard changes.count < limit else { return false }
            do throws(TableStoreError) {
                if try items.item(for: key) == nil, let change = change((nil, item)) {
                    changes.append(change)
                }
            } catch {
                failure = error
            }
            return failure == nil
        }
        if let failure { throw failure }
        return changes
    }

    private func change(_ pair: (old: StoredItem?, new: StoredItem?)) -> ItemChange? {
        let change = ItemChange(
            table: definition.name,
            old: pair.old?.item,
            new: pair.new?.item,
            oldBytes: pair.old?.size ?? 0,
            newBytes: pair.new?.size ?? 0
        )
        return change.isChange ? change : nil
    }
}
