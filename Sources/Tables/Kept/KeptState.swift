import Synchronization

/// What a file kept at one moment: a state that never changes, although more is written to the file afterwards.
///
/// It is read when it is needed, so that a process begins with a million items as fast as with none. Who writes to the
/// file tells it before what is going to change, and it remembers the items as they were.
public final class KeptState: Sendable {
    /// The items of one table that have changed since, as they were.
    fileprivate struct Originals {
        /// By encoded key; `nil` where there was none.
        var items = OrderedMap<StoredItem?>()
        var indexes: [OrderedMap<StoredItem>]
    }

    /// A part of an interval that was read, and what is left of the interval.
    struct Piece {
        var entries: [KeptItems.Entry]
        var covered: KeyInterval
        var rest: KeyInterval?
    }

    private struct State {
        var originals: [String: Originals] = [:]
        var counts: [String: Int] = [:]
    }

    private let items: any KeptItems
    private let state = Mutex(State())

    /// Creates the state of what is kept now.
    public init(_ items: any KeptItems) {
        self.items = items
    }

    /// Remembers the items that a transaction is going to change; called before it counts.
    ///
    /// A transaction that fails afterwards does no harm.
    /// - Complexity: O(log *c*) for each write, for *c* items that have changed.
    public func willApply(_ plan: TransactionPlan) {
        for write in plan.writes where !write.changesNothing {
            willReplace(write.old, at: write.key, in: write.table)
        }
    }

    /// Remembers an item that is going to change; `nil` where there is none.
    public func willReplace(_ old: StoredItem?, at key: OrderedKey, in table: TableDefinition) {
        state.withLock { state in
            var originals =
                state.originals[table.name]
                ?? Originals(indexes: (0..<table.orderCount).map { _ in OrderedMap() })
            guard originals.items[key] == nil else { return }
            // In place: two references would copy the nodes.
            state.originals[table.name] = nil
            originals.items.set(old, for: key)
            for place in 0..<table.orderCount {
                guard let old, let key = table.key(of: old, inOrder: place) else { continue }
                originals.indexes[place].set(old, for: key)
            }
            state.originals[table.name] = originals
        }
    }

    /// Returns the encoded keys of a table's items that may have changed since, in order.
    /// - Complexity: O(*c*) for *c* such items.
    func changedKeys(of table: String) -> [OrderedKey] {
        state.withLock { $0.originals[table]?.items.entries(in: KeyInterval()).map(\.key) ?? [] }
    }

    /// Returns the item with an encoded key, if any.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    func storedItem(for key: OrderedKey, in table: TableDefinition) throws(TableStoreError) -> StoredItem? {
        // In this order: what changes after it was read is an original all the same, and equal to what was read.
        let now = try items.storedItem(for: key, in: table)
        let original = state.withLock { $0.originals[table.name]?.items[key] }
        return original ?? now
    }

    /// Reads the beginning of an interval.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    func piece(
        of interval: KeyInterval,
        in table: TableDefinition,
        index: String?,
        limit: Int
    ) throws(TableStoreError) -> Piece {
        let now = try items.entries(in: interval, of: table, index: index, limit: limit)
        var piece = Piece(entries: now, covered: interval, rest: nil)
        if now.count >= limit, let last = now.last {
            let (covered, rest) = interval.cut(behind: last.key)
            (piece.covered, piece.rest) = (covered, rest)
        }
        guard let originals = state.withLock({ $0.originals[table.name] }) else { return piece }
        let unchanged = now.filter { entry in
            let own = index == nil ? nil : try? table.key.key(of: entry.item.item, in: table.name)
            let key = index == nil ? entry.key : own.map { OrderedKey($0) }
            return key.map { originals.items[$0] == nil } ?? true
        }
        piece.entries = unchanged.merged(
            with: originals.entries(in: piece.covered, table, index),
            isDescending: interval.isDescending
        )
        return piece
    }

    /// Returns the number of items of a table.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``.
    /// - Complexity: O(*n*) in the number of items the first time, then O(1).
    func count(of table: TableDefinition) throws(TableStoreError) -> Int {
        if let known = state.withLock({ $0.counts[table.name] }) { return known }
        var before = 0
        let now = try items.count(of: table) {
            let originals =
                state.withLock { $0.originals[table.name]?.items.entries(in: KeyInterval()) } ?? []
            before = originals.count { $0.value != nil }
            return originals.map(\.key)
        }
        let count = now.all - now.found + before
        state.withLock { $0.counts[table.name] = count }
        return count
    }
}

extension KeptState.Originals {
    /// Returns the items of an interval of an order, in its direction.
    fileprivate func entries(
        in interval: KeyInterval,
        _ table: TableDefinition,
        _ index: String?
    ) -> [KeptItems.Entry] {
        guard let place = table.order(named: index), indexes.indices.contains(place) else {
            return items.entries(in: interval).compactMap { entry in
                entry.value.map { (key: entry.key, item: $0) }
            }
        }
        return indexes[place].entries(in: interval).map { (key: $0.key, item: $0.value) }
    }
}
