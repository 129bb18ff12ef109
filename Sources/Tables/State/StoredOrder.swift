/// The items of a table in the order of its keys or of those of an index: what is in memory, before what is kept elsewhere.
///
/// A copy costs O(1), as that of an ``OrderedMap``.
struct StoredOrder: Sendable {
    /// What is kept elsewhere.
    private struct Kept: Sendable {
        let state: KeptState
        let table: TableDefinition
        let index: String?
    }

    /// How many kept items are read at first; a page of a list seldom needs more.
    private static let firstCount = 128
    private static let mostCount = 1_024

    /// The items in memory: all of them, or those that replace kept ones.
    private(set) var changed = OrderedMap<PackedItem>()
    /// The keys of kept items that are not there any more.
    private(set) var removed = OrderedMap<Bool>()
    private let kept: Kept?

    /// Creates an order with what is kept in a state; an empty one without.
    init(_ state: KeptState? = nil, _ table: TableDefinition, index: String?) {
        kept = state.map { Kept(state: $0, table: table, index: index) }
    }

    /// Returns the item with an encoded key; keys of indexes are not looked up in what is kept.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what is kept cannot be read.
    func item(for key: OrderedKey) throws(TableStoreError) -> StoredItem? {
        if let item = changed[key] { return item.stored }
        guard let kept, kept.index == nil, removed[key] == nil else { return nil }
        return try kept.state.storedItem(for: key, in: kept.table)
    }

    /// Stores an item under a key, in place of another one.
    /// - Complexity: O(log *n*).
    mutating func set(_ item: PackedItem, for key: OrderedKey) {
        changed.set(item, for: key)
    }

    /// Removes the item of a key.
    /// - Complexity: O(log *n*).
    mutating func remove(_ key: OrderedKey) {
        changed.remove(key)
        if kept != nil { removed.set(true, for: key) }
    }

    /// Calls a closure with the items of an interval, in its direction, until it returns false.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)`` when what is kept cannot be read.
    /// - Complexity: O(log *n* + *k*) for *k* items visited.
    func forEach(
        in interval: KeyInterval = KeyInterval(),
        _ body: (OrderedKey, StoredItem) -> Bool
    ) throws(TableStoreError) {
        guard let kept else {
            return changed.forEach(
                from: interval.lower,
                upTo: interval.upper,
                descending: interval.isDescending
            ) { body($0, $1.stored) }
        }
        var rest: KeyInterval? = interval
        var count = Self.firstCount
        while let interval = rest {
            let piece = try kept.state.piece(of: interval, in: kept.table, index: kept.index, limit: count)
            var entries = piece.entries
            if !changed.isEmpty || !removed.isEmpty {
                entries = entries.filter { changed[$0.key] == nil && removed[$0.key] == nil }
                entries = entries.merged(
                    with: changed.entries(in: piece.covered).map { (key: $0.key, item: $0.value.stored) },
                    isDescending: interval.isDescending
                )
            }
            for entry in entries {
                guard body(entry.key, entry.item) else { return }
            }
            rest = piece.rest
            count = min(count * 4, Self.mostCount)
        }
    }

    /// The keys under which this order may differ from what is kept.
    /// - Complexity: O(*c*) for *c* such keys.
    var ownKeys: [OrderedKey] {
        changed.entries(in: KeyInterval()).map(\.key) + removed.entries(in: KeyInterval()).map(\.key)
    }
}
