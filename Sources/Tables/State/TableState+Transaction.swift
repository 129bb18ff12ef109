extension TableState {
    /// Applies all actions of a transaction or none.
    ///
    /// Conditions and updates see the items as they were before the transaction.
    /// - Parameters:
    ///   - actions: The actions, 1 to 100, each of another item.
    ///   - token: An idempotency token: the same actions under the same token are applied once in ten minutes.
    ///   - time: The time, in milliseconds of any clock that only goes forward; it lets tokens expire.
    /// - Returns: The item changes, one for each action; none when the token's actions were applied before.
    /// - Throws: ``TableStoreError``; the tables are unchanged then.
    /// - Complexity: O(*a* log *n*) for *a* actions on tables of *n* items.
    @discardableResult
    public mutating func transact(
        _ actions: [WriteAction],
        token: String? = nil,
        at time: Int = 0
    ) throws(TableStoreError) -> [ItemChange] {
        if let token, try tokens.isApplied(token, actions, at: time) { return [] }
        let changes = apply(try TransactionPlan(actions, of: self))
        if let token {
            tokens.insert(token, actions, at: time)
            undo?.token = token
        }
        return changes
    }

    /// Applies a validated transaction.
    mutating func apply(_ plan: TransactionPlan) -> [ItemChange] {
        for write in plan.writes where !write.changesNothing {
            guard let table = tables.firstIndex(where: { $0.definition.name == write.table.name }) else {
                continue
            }
            let new = write.new.map { item in
                StoredItem(item: item, size: write.size, sequence: write.old?.sequence ?? nextSequence)
            }
            if write.old == nil { nextSequence += 1 }
            replace(write.old, by: new, at: write.key, in: table)
        }
        return plan.writes.map(\.change)
    }
}
