extension TableState {
    /// Returns the item changes that turn this state into another one, table by table, in key order.
    ///
    /// - Complexity: O(*l* + *k*) for trees of *l* leaves and *k* items in leaves that the two states do not share.
    public func changes(to other: TableState) -> [ItemChange] {
        let gone = tables.filter { table in !other.tables.contains { $0.hasName(of: table) } }
        let replaced = other.tables.flatMap { new in
            let old = tables.first { $0.hasName(of: new) } ?? StoredTable(new.definition)
            return old.changes(to: new)
        }
        return gone.flatMap { $0.changes(to: StoredTable($0.definition)) } + replaced
    }
}

extension StoredTable {
    fileprivate func hasName(of other: StoredTable) -> Bool { definition.name == other.definition.name }

    fileprivate func changes(to other: StoredTable) -> [ItemChange] {
        items.differences(to: other.items).compactMap { old, new in
            let change = ItemChange(
                table: definition.name,
                old: old?.item,
                new: new?.item,
                oldBytes: old?.size ?? 0,
                newBytes: new?.size ?? 0
            )
            return change.isChange ? change : nil
        }
    }
}
