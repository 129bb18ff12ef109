import JSON

/// The transactions that write actions only where reads still hold, for stores that know conditions on items only.
///
/// Every item that was read becomes a condition: of the write that names it, or of a check. That nothing was added to
/// a range cannot be said this way; a behaviour that depends on it reads an item that changes with the range. Where all
/// does not fit into one transaction, the first actions go in earlier ones, each with its own conditions, and every
/// check is in the last.
struct ConditionedWrites {
    /// The transactions, in order.
    let batches: [[WriteAction]]

    init(_ actions: [WriteAction], _ reads: ReadSet, _ definitions: [TableDefinition]) {
        var conditions: [Target: Condition] = [:]
        var order: [Target] = []
        var sizes: [Target: Int] = [:]
        func add(_ item: Item?, _ key: Key, _ table: String) {
            let target = Target(table: table, key: key)
            guard conditions[target] == nil,
                let schema = definitions.first(where: { $0.name == table })?.key
            else { return }
            conditions[target] =
                item.map { .all($0.map { .equals($0.name, $0.value) }) }
                ?? .absent(schema.partition.name)
            sizes[target] = item.map(RequestSize.measure) ?? 0
            order.append(target)
        }
        for read in reads.items { add(read.item, read.key, read.table) }
        let found =
            reads.ranges.map { ($0.query.table, $0.items) } + reads.scans.map { ($0.scan.table, $0.items) }
        for (table, items) in found {
            guard let schema = definitions.first(where: { $0.name == table })?.key else { continue }
            for item in items {
                guard let key = try? schema.key(of: item, in: table) else { continue }
                add(item, key, table)
            }
        }
        var writes: [(action: WriteAction, bytes: Int)] = []
        for var action in actions {
            guard let target = Target(action, definitions) else {
                writes.append((action, 0))
                continue
            }
            var bytes = sizes[target] ?? 0
            if case .put(let item) = action.operation {
                bytes += RequestSize.measure(item)
            }
            if let condition = conditions.removeValue(forKey: target) {
                action.condition = action.condition.map { .all([$0, condition]) } ?? condition
            }
            writes.append((action, bytes))
        }
        let checks = order.compactMap { target in
            conditions[target].map { condition in
                (
                    action: WriteAction.check(target.key, in: target.table, if: condition),
                    bytes: sizes[target] ?? 0
                )
            }
        }
        let tables = Dictionary(definitions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        batches = Self.split(writes, last: checks) { tables[$0.table]?.places(of: $0) ?? 1 }
    }

    /// Splits writes into transactions within the limits; those that must be last join the last one.
    private static func split(
        _ writes: [(action: WriteAction, bytes: Int)],
        last: [(action: WriteAction, bytes: Int)],
        places: (WriteAction) -> Int
    ) -> [[WriteAction]] {
        // Filled from the end, so that the last transaction holds what the behaviour wrote last.
        var batches: [[WriteAction]] = []
        var batch: [WriteAction] = []
        var bytes = 0
        var count = 0
        // A margin below the limit, for the actions themselves and what changes add to items.
        let limit = TableLimits.transactionBytes * 3 / 4
        for write in last.reversed() + writes.reversed() {
            let places = places(write.action)
            if count + places > TableLimits.transactionActions
                || (bytes + write.bytes > limit && !batch.isEmpty)
            {
                batches.append(batch.reversed())
                batch = []
                bytes = 0
                count = 0
            }
            batch.append(write.action)
            count += places
            bytes += write.bytes
        }
        if !batch.isEmpty { batches.append(batch.reversed()) }
        return batches.reversed()
    }

    /// An item by table and key.
    private struct Target: Hashable {
        var table: String
        var key: Key

        init(table: String, key: Key) {
            self.table = table
            self.key = key
        }

        init?(_ action: WriteAction, _ definitions: [TableDefinition]) {
            table = action.table
            switch action.operation {
            case .update(let key, _), .delete(let key), .check(let key): self.key = key
            case .put(let item):
                guard let schema = definitions.first(where: { $0.name == action.table })?.key,
                    let key = try? schema.key(of: item, in: action.table)
                else { return nil }
                self.key = key
            }
        }
    }
}

extension TableDefinition {
    /// The number of actions of a transaction that a write may take: its own, and two for each unique key that it may change,
    /// which free the old values and take the new ones.
    fileprivate func places(of action: WriteAction) -> Int { 1 + 2 * uniqueKeys(changedBy: action).count }
}
