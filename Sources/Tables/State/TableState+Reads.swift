extension TableState {
    /// Returns whether the tables still show what was read from them.
    ///
    /// - Parameters:
    ///   - reads: What was read.
    ///   - ignoringIndexes: Whether reads of indexes count as unchanged, for indexes that lag behind their tables.
    /// - Returns: Whether every read would find the same items now.
    /// - Complexity: O(*k* + *r* log *n*) for *k* items found by *r* reads in tables of *n* items.
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

    /// Applies all actions of a transaction, of any number and size, or none.
    ///
    /// - Parameters:
    ///   - actions: The actions; none is allowed.
    ///   - reads: What must be as it was read.
    ///   - ignoringIndexes: Whether reads of indexes count as unchanged.
    /// - Returns: The item changes, one for each action.
    /// - Throws: ``TableStoreError/conflict`` when something that was read has changed, and the errors of
    ///   ``transact(_:)`` but for those about the number and size of all actions. The tables are unchanged then.
    /// - Complexity: That of ``isUnchanged(since:ignoringIndexes:)`` and of ``transact(_:)``.
    @discardableResult
    public mutating func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet,
        ignoringIndexes: Bool = false
    ) throws(TableStoreError) -> [ItemChange] {
        guard isUnchanged(since: reads, ignoringIndexes: ignoringIndexes) else { throw .conflict }
        return try apply(actions)
    }
}
