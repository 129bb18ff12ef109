extension TransactionPlan {
    /// A write that gives an item other values of a unique key.
    private struct Claim {
        var action: Int
        var write: Write
        var unique: UniqueKey
        var query: Query
    }

    /// Refuses a transaction after which two items would have the values of a unique key.
    ///
    /// - Throws: ``TableStoreError/notUnique(action:table:attributes:)``.
    /// - Complexity: O(*a*) for *a* actions, besides finding the items with their new values by an index.
    func checkUniqueKeys(_ source: some ItemSource) throws(TableStoreError) {
        guard writes.contains(where: { !$0.table.uniqueKeys.isEmpty }) else { return }
        var written: [String: Set<OrderedKey>] = [:]
        var held: Set<Query> = []
        var claims: [Claim] = []
        for (action, write) in writes.enumerated() where !write.changesNothing {
            written[write.table.name, default: []].insert(write.key)
            guard let item = write.new else { continue }
            for unique in write.table.uniqueKeys {
                guard let query = unique.query(for: item, in: write.table) else { continue }
                if write.old.flatMap({ unique.query(for: $0.item, in: write.table) }) == query {
                    held.insert(query)
                } else {
                    claims.append(Claim(action: action, write: write, unique: unique, query: query))
                }
            }
        }
        for claim in claims {
            let table = claim.write.table
            var isTaken = !held.insert(claim.query).inserted
            if !isTaken {
                try source.forEach(in: KeyRange(claim.query, in: source)) { other in
                    // What the transaction writes as well has its new values among those that are held.
                    let key = try? table.key.key(of: other.item, in: table.name)
                    isTaken = key.map { written[table.name]?.contains(OrderedKey($0)) != true } ?? true
                    return !isTaken
                }
            }
            guard !isTaken else {
                throw .notUnique(
                    action: claim.action,
                    table: table.name,
                    attributes: claim.unique.attributes
                )
            }
        }
    }
}
