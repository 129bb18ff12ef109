import Synchronization

/// A store that keeps its tables in memory; its whole state can be read and restored as one value.
public final class InMemoryStore: TableStore {
    /// The table definitions.
    public var definitions: [TableDefinition] { snapshot().definitions }
    private let state: Mutex<TableState>
    private let milliseconds: @Sendable () -> Int

    /// Creates a store with a state.
    ///
    /// - Parameters:
    ///   - state: The tables.
    ///   - milliseconds: The time of a clock that only goes forward, by which idempotency tokens expire.
    public init(_ state: TableState, milliseconds: @escaping @Sendable () -> Int = MonotonicTime.milliseconds)
    {
        self.state = Mutex(state)
        self.milliseconds = milliseconds
    }

    /// Creates a store with empty tables.
    public convenience init(_ definitions: [TableDefinition]) {
        self.init(TableState(definitions))
    }

    /// Returns the current tables.
    /// - Complexity: O(1).
    public func snapshot() -> TableState {
        state.withLock { $0 }
    }

    /// Replaces the state of the store.
    ///
    /// - Complexity: O(1), plus freeing the memory that no copy shares.
    public func restore(_ state: TableState) {
        // Freeing the old state can take long, so it happens outside of the lock.
        let old = self.state.withLock { current in
            let old = current
            current = state
            return old
        }
        _ = consume old
    }

    /// Returns the tables as they are now.
    /// - Complexity: O(1).
    public func view() async -> any TableStore {
        InMemoryStore(snapshot())
    }

    /// Returns the item with the given key, if any.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/item(for:in:)``.
    public func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try state.withLock { (state) throws(TableStoreError) in try state.item(for: key, in: table) }
    }

    /// Applies all actions of a transaction or none.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:token:)``.
    public func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        _ = try state.withLock { (state) throws(TableStoreError) in
            try state.transact(actions, token: token, at: milliseconds())
        }
    }

    /// Applies all actions or none, provided that everything that was read is as it was.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:ifUnchanged:)``.
    public func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        _ = try state.withLock { (state) throws(TableStoreError) in
            try state.transact(actions, ifUnchanged: reads)
        }
    }

    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/query(_:)``.
    public func query(_ query: Query) async throws(TableStoreError) -> Page {
        // Long reads work on a copy, so that they block no writer.
        try snapshot().query(query)
    }

    /// Returns a page of all items of a table.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/scan(_:)``.
    public func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try snapshot().scan(scan)
    }
}
