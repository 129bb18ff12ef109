extension TableState {
    /// Applies all actions of a transaction, of any number and size, or none.
    ///
    /// - Parameters:
    ///   - actions: The actions; none is allowed.
    ///   - reads: What must be as it was read.
    ///   - ignoringIndexes: Whether reads of indexes count as unchanged.
    /// - Returns: The item changes, one for each action.
    /// - Throws: ``TableStoreError/conflict`` when something that was read has changed, and the errors of
    ///   ``transact(_:token:at:)`` but for those about the number and size of all actions. The tables are unchanged then.
    /// - Complexity: That of ``isUnchanged(since:ignoringIndexes:)`` and of ``transact(_:token:at:)``.
    @discardableResult
    public mutating func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet,
        ignoringIndexes: Bool = false
    ) throws(TableStoreError) -> [ItemChange] {
        guard isUnchanged(since: reads, ignoringIndexes: ignoringIndexes) else { throw .conflict }
        return apply(try TransactionPlan(unlimited: actions, of: self))
    }
}
