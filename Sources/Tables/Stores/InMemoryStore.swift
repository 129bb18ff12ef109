import Synchronization

/// A store that keeps its tables in memory; its whole state can be read and restored as one value.
public final class InMemoryStore: ExpiringStore, StreamingStore {
    private struct State {
        var tables: TableState
        var expiry: Expiry
        /// The change streams; `nil` where none are kept.
        var streams: ChangeStreams?
    }

    /// The table definitions.
    public var definitions: [TableDefinition] { state.withLock { $0.tables.definitions } }
    private let state: Mutex<State>
    private let milliseconds: @Sendable () -> Int
    private let now: @Sendable () -> Int

    /// Creates a store with a state.
    ///
    /// - Parameters:
    ///   - state: The tables.
    ///   - milliseconds: The time of a clock that only goes forward, by which idempotency tokens expire.
    ///   - expiry: When items whose time to live has ended are deleted.
    ///   - now: The time in milliseconds since 1970-01-01T00:00Z, by which items expire and changes are dated.
    ///   - keepsStreams: Whether changes are kept for the tables that have a change stream.
    public init(
        _ state: TableState,
        milliseconds: @escaping @Sendable () -> Int = MonotonicTime.milliseconds,
        expiry: Expiry.Mode = .off,
        now: @escaping @Sendable () -> Int = SystemTime.milliseconds,
        keepsStreams: Bool = false
    ) {
        let streams = keepsStreams ? ChangeStreams() : nil
        self.state = Mutex(State(tables: state, expiry: Expiry(expiry), streams: streams))
        self.milliseconds = milliseconds
        self.now = now
    }

    /// Creates a store with empty tables.
    public convenience init(_ definitions: [TableDefinition]) {
        self.init(TableState(definitions))
    }

    /// Returns the current tables.
    /// - Complexity: O(1).
    public func snapshot() -> TableState {
        withCurrentState(\.tables)
    }

    /// Replaces the state of the store.
    ///
    /// - Complexity: O(1), plus freeing the memory that no copy shares; with streams, that of comparing the two states.
    public func restore(_ state: TableState) {
        // Freeing the old state can take long, so it happens outside of the lock.
        let old = self.state.withLock { current in
            let old = current.tables
            current.tables = state
            if current.streams != nil {
                let definitions = state.definitions + old.definitions
                // Only what a file keeps may fail.
                let changes = (try? old.changes(to: state)) ?? []
                current.streams?.append(changes, of: definitions, at: now())
            }
            return old
        }
        _ = consume old
    }

    /// Deletes what has expired by now.
    ///
    /// - Throws: Nothing; the protocol allows other stores to fail.
    @discardableResult
    public func removeExpired() async throws(TableStoreError) -> Int {
        state.withLock { removeExpired(from: &$0) }
    }

    /// Returns records of a table's change stream, oldest first.
    ///
    /// - Throws: ``StreamError``, see ``StreamingStore/changes(of:after:limit:)``.
    public func changes(
        of table: String,
        after number: Int = 0,
        limit: Int = 1_000
    ) async throws(StreamError) -> [ChangeRecord] {
        try withCurrentState { (state) throws(StreamError) in
            try state.streams?.records(of: table, after: number, limit: limit, at: now()) ?? []
        }
    }

    private func removeExpired(from state: inout State) -> Int {
        guard state.expiry.mode != .off, state.tables.hasTimeToLive,
            let ended = state.expiry.ended(at: now()),
            // Only what a file keeps may fail.
            let changes = try? state.tables.removeExpired(ended)
        else { return 0 }
        state.streams?.append(changes, of: state.tables.definitions, at: now())
        return changes.count
    }

    /// Calls a closure with the state as it is without what has expired.
    private func withCurrentState<Value, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try state.withLock { (state) throws(Failure) in
            _ = removeExpired(from: &state)
            return try body(&state)
        }
    }

    private func write(
        _ transact: (inout TableState) throws(TableStoreError) -> [ItemChange]
    ) throws(TableStoreError) {
        try withCurrentState { (state) throws(TableStoreError) in
            let changes = try transact(&state.tables)
            state.streams?.append(changes, of: state.tables.definitions, at: now())
        }
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
        try withCurrentState { (state) throws(TableStoreError) in
            try state.tables.item(for: key, in: table)
        }
    }

    /// Applies all actions of a transaction or none.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:token:)``.
    public func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try write { (tables) throws(TableStoreError) in
            try tables.transact(actions, token: token, at: milliseconds())
        }
    }

    /// Applies all actions or none, provided that everything that was read is as it was.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:ifUnchanged:)``.
    public func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        try write { (tables) throws(TableStoreError) in try tables.transact(actions, ifUnchanged: reads) }
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
