public import JSON

/// A transaction that was validated against the items which it names: what is left is to write.
///
/// Conditions and updates see the items as they were before the transaction.
public struct TransactionPlan: Sendable {
    /// The effect of one action.
    public struct Write: Sendable {
        /// The table.
        public var table: TableDefinition
        /// The encoded key of the item.
        public var key: OrderedKey
        /// The item before; `nil` for none.
        public var old: StoredItem?
        /// The item after; `nil` for none.
        public var new: Item?
        /// The size in bytes of what the action touches.
        public var size: Int
        /// Whether nothing is to be written: a condition check, or a delete of a missing item.
        public var changesNothing: Bool

        /// The change that the action makes.
        public var change: ItemChange {
            ItemChange(
                table: table.name,
                old: old?.item,
                new: changesNothing ? old?.item : new,
                oldBytes: old?.size ?? 0,
                newBytes: changesNothing ? old?.size ?? 0 : new == nil ? 0 : size
            )
        }
    }

    /// The effects, one for each action.
    public private(set) var writes: [Write] = []

    /// Validates the actions of one transaction of at most 100 actions and 4 MB.
    ///
    /// - Parameters:
    ///   - actions: The actions.
    ///   - source: The tables before the transaction.
    /// - Throws: ``TableStoreError`` for the first rule that is violated; else
    ///   ``TableStoreError/conditionFailed(_:)`` with every condition that fails.
    /// - Complexity: O(*a*) for *a* actions, besides reading their items.
    public init(_ actions: [WriteAction], of source: some ItemSource) throws(TableStoreError) {
        guard (1...TableLimits.transactionActions).contains(actions.count) else {
            throw .transactionCount(actions.count)
        }
        try self.init(unlimited: actions, of: source)
        let bytes = writes.reduce(0) { $0 + $1.size }
        guard bytes <= TableLimits.transactionBytes else { throw .transactionTooLarge(bytes: bytes) }
    }

    /// Validates any number of actions of any size, for stores whose own transactions have no such limits.
    ///
    /// - Parameters:
    ///   - actions: The actions.
    ///   - source: The tables before the transaction.
    /// - Throws: As ``init(_:of:)``, but for the limits.
    public init(unlimited actions: [WriteAction], of source: some ItemSource) throws(TableStoreError) {
        writes.reserveCapacity(actions.count)
        var failures: [FailedCondition] = []
        var seen: Set<Target> = []
        for (offset, action) in actions.enumerated() {
            var write = try Self.found(action, source)
            if actions.count > 1 {
                guard seen.insert(Target(table: action.table, key: write.key)).inserted else {
                    throw .transactionRepeatsItem(action: offset)
                }
            }
            if let condition = action.condition, !condition.holds(for: write.old?.item) {
                failures.append(FailedCondition(action: offset, existing: write.old?.item))
            } else if case .update(let key, let changes) = action.operation {
                let item = try Self.updated(write.old?.item, at: key, by: changes, write.table)
                write.size = try write.table.validate(item).size
                write.new = item
            }
            writes.append(write)
        }
        guard failures.isEmpty else { throw .conditionFailed(failures) }
        try checkUniqueKeys(source)
    }

    private struct Target: Hashable {
        var table: String
        var key: OrderedKey
    }

    /// Finds the item that an action names, and notes what puts and deletes do to it.
    private static func found(
        _ action: WriteAction,
        _ source: some ItemSource
    ) throws(TableStoreError) -> Write {
        let table = try source.definition(of: action.table)
        switch action.operation {
        case .put(let item):
            let (key, size) = try table.validate(item)
            let old = try source.storedItem(for: key, in: table)
            return Write(table: table, key: key, old: old, new: item, size: size, changesNothing: false)
        case .update(let key, _), .delete(let key), .check(let key):
            try table.key.check(key, in: table.name)
            let ordered = OrderedKey(key)
            let old = try source.storedItem(for: ordered, in: table)
            let isCheck = if case .check = action.operation { true } else { false }
            let isDelete = if case .delete = action.operation { true } else { false }
            return Write(
                table: table,
                key: ordered,
                old: old,
                new: nil,
                size: 0,
                changesNothing: isCheck || (isDelete && old == nil)
            )
        }
    }

    private static func updated(
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
}

extension KeySchema {
    /// Returns the attributes of a key.
    fileprivate func item(of key: Key) -> Item {
        var item = Item()
        item[partition.name] = key.partition.json
        if let sort { item[sort.name] = key.sort?.json }
        return item
    }
}
