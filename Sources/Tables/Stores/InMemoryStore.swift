import Synchronization

/// A store that keeps its tables in memory; everything in it can be taken out and put back as one value.
public final class InMemoryStore: TableStore {
    /// The tables there are.
    public var definitions: [TableDefinition] { snapshot().definitions }
    private let state: Mutex<TableState>

    /// Makes a store of a state.
    public init(_ state: TableState) {
        self.state = Mutex(state)
    }

    /// Makes a store of empty tables.
    public convenience init(_ definitions: [TableDefinition]) {
        self.init(TableState(definitions))
    }

    /// The tables as they are now.
    /// - Complexity: O(1).
    public func snapshot() -> TableState {
        state.withLock { $0 }
    }

    /// Puts a state in the place of what the store holds.
    ///
    /// - Complexity: O(1), and freeing what nobody else holds.
    public func restore(_ state: TableState) {
        // The old state is freed outside of the lock: that can take long.
        let old = self.state.withLock { current in
            let old = current
            current = state
            return old
        }
        _ = consume old
    }

    /// The tables as they are at this moment.
    /// - Complexity: O(1).
    public func view() async -> any TableStore {
        InMemoryStore(snapshot())
    }

    /// Returns the item stored under a key, if any.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/item(for:in:)``.
    public func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try state.withLock { (state) throws(TableStoreError) in try state.item(for: key, in: table) }
    }

    /// Makes every change or none.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:)``.
    public func transact(_ actions: [WriteAction]) async throws(TableStoreError) {
        _ = try state.withLock { (state) throws(TableStoreError) in try state.transact(actions) }
    }

    /// Returns a page of a partition's items in order.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/query(_:)``.
    public func query(_ query: Query) async throws(TableStoreError) -> Page {
        // Long reads work on a copy, so that nobody waits for them.
        try snapshot().query(query)
    }

    /// Returns a page of all items of a table.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/scan(_:)``.
    public func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try snapshot().scan(scan)
    }
}
