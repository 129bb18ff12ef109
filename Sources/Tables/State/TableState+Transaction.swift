import JSON

extension TableState {
    /// Applies all actions of a transaction or none.
    ///
    /// Conditions and updates see the items as they were before the transaction.
    /// - Returns: The item changes, one for each action.
    /// - Throws: ``TableStoreError``; the tables are unchanged then.
    /// - Complexity: O(*a* log *n*) for *a* actions on tables of *n* items.
    @discardableResult
    public mutating func transact(_ actions: [WriteAction]) throws(TableStoreError) -> [ItemChange] {
        guard (1...TableLimits.transactionActions).contains(actions.count) else {
            throw .transactionCount(actions.count)
        }
        return try apply(actions, limit: TableLimits.transactionBytes)
    }

    /// Applies any number of actions or none.
    ///
    /// - Throws: ``TableStoreError``; the tables are unchanged then.
    @discardableResult
    mutating func apply(_ actions: [WriteAction], limit: Int? = nil) throws(TableStoreError) -> [ItemChange] {
        var writes: [PlannedWrite] = []
        writes.reserveCapacity(actions.count)
        var bytes = 0
        for (offset, action) in actions.enumerated() {
            let write = try plan(action, at: offset)
            bytes += write.size
            writes.append(write)
        }
        if let limit, bytes > limit { throw .transactionTooLarge(bytes: bytes) }
        if writes.count > 1 {
            var seen: Set<PlannedWrite.Target> = []
            for (offset, write) in writes.enumerated() where !seen.insert(write.target).inserted {
                throw .transactionRepeatsItem(action: offset)
            }
        }
        for write in writes { apply(write) }
        return writes.map { write in
            ItemChange(
                table: tables[write.target.table].definition.name,
                old: write.old?.item,
                new: write.changesNothing ? write.old?.item : write.new,
                oldBytes: write.old?.size ?? 0,
                newBytes: write.changesNothing ? write.old?.size ?? 0 : write.new == nil ? 0 : write.size
            )
        }
    }

    /// A validated write that remains to be applied.
    private struct PlannedWrite {
        struct Target: Hashable {
            var table: Int
            var key: OrderedKey
        }

        var target: Target
        var old: StoredItem?
        /// The item after the write; `nil` for none.
        var new: Item?
        var size = 0
        var changesNothing = false
    }

    private func plan(_ action: WriteAction, at offset: Int) throws(TableStoreError) -> PlannedWrite {
        let table = try index(of: action.table)
        var write: PlannedWrite
        switch action.operation {
        case .put(let item):
            let (key, size) = try tables[table].check(item)
            write = PlannedWrite(target: .init(table: table, key: key), new: item, size: size)
            write.old = tables[table].items[key]
            try check(action.condition, write.old, offset)
        case .update(let key, let changes):
            write = try look(for: key, table)
            try check(action.condition, write.old, offset)
            let item = try update(write.old?.item, at: key, by: changes, tables[table].definition)
            write.size = try tables[table].check(item).size
            write.new = item
        case .delete(let key):
            write = try look(for: key, table)
            try check(action.condition, write.old, offset)
            write.changesNothing = write.old == nil
        case .check(let key):
            write = try look(for: key, table)
            try check(action.condition, write.old, offset)
            write.changesNothing = true
        }
        return write
    }

    private func look(for key: Key, _ table: Int) throws(TableStoreError) -> PlannedWrite {
        try tables[table].definition.key.check(key, in: tables[table].definition.name)
        let target = PlannedWrite.Target(table: table, key: OrderedKey(key))
        return PlannedWrite(target: target, old: tables[table].items[target.key])
    }

    private func check(_ condition: Condition?, _ old: StoredItem?, _ offset: Int) throws(TableStoreError) {
        guard let condition, !condition.holds(for: old?.item) else { return }
        throw .conditionFailed(action: offset, existing: old?.item)
    }

    private func update(
        _ old: Item?,
        at key: Key,
        by changes: [Change],
        _ definition: TableDefinition
    ) throws(TableStoreError) -> Item {
        var item = old ?? definition.key.item(of: key)
        for change in changes {
            guard !definition.key.attributes.contains(where: { $0.name == change.attribute }) else {
                throw .invalidChange(
                    table: definition.name,
                    attribute: change.attribute,
                    reason: "is part of the item's key"
                )
            }
            try change.apply(to: &item, in: definition.name)
        }
        return item
    }

    private mutating func apply(_ write: PlannedWrite) {
        guard !write.changesNothing else { return }
        let new = write.new.map { item in
            StoredItem(item: item, size: write.size, sequence: write.old?.sequence ?? nextSequence)
        }
        if write.old == nil { nextSequence += 1 }
        tables[write.target.table].replace(write.old, by: new, at: write.target.key)
    }
}

extension KeySchema {
    /// Returns the attributes of a key.
    func item(of key: Key) -> Item {
        var item = Item()
        item[partition.name] = key.partition.json
        if let sort { item[sort.name] = key.sort?.json }
        return item
    }
}
