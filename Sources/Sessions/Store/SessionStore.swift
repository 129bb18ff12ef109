import DequeModule
public import JSON
import Synchronization
public import Tables

/// The tables of one session: meters reads and writes, feeds changes, and can let indexes lag.
///
/// Its state can be read and replaced as one value in O(1).
public final class SessionStore: ExpiringStore {
    /// The maximum number of past states for lagging indexes; each retains memory for what changed since the previous
    /// one.
    private static let rememberedStates = 256

    private struct State {
        var tables: TableState
        /// The number of requests that have drawn ids.
        var draws: Int
        /// Whether the store still belongs to its session; changes of a replaced store are not fed.
        var isAttached = true
        /// Whether changes are kept; those of a store whose successor is kept are not.
        var isKept = true
        /// The past tables with the times at which they were replaced, oldest first.
        var past: Deque<(until: UInt64, tables: TableState)> = []
        /// Which items have expired; `nil` where none can.
        var expiry: Expiry?
        /// The times that have ended, when no item of the tables has one of them: until a second has passed or something is
        /// written, nobody has to look again, which takes a query of tables in a file.
        var ended: ClosedRange<Int>?
    }

    /// Keeps the changes of a transaction beyond the end of the process.
    ///
    /// - Throws: ``TableStoreError`` when that fails, and with it the transaction.
    typealias Keep =
        @Sendable (
            _ changes: [ItemChange], _ records: [ChangeRecord], _ definitions: [TableDefinition], _ draws: Int
        ) throws(TableStoreError) -> Void

    private let state: Mutex<State>
    private let elapsed: @Sendable () -> UInt64
    private let keep: Keep?
    private let now: @Sendable () -> Int
    /// The change feed.
    public let feed: ChangeFeed

    /// Creates a store.
    ///
    /// - Parameters:
    ///   - tables: The initial tables.
    ///   - draws: The number of requests that have drawn ids before.
    ///   - feed: The change feed.
    ///   - elapsed: The monotonic system time in nanoseconds, by which indexes lag.
    public convenience init(
        _ tables: TableState,
        draws: Int = 0,
        feed: ChangeFeed,
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime
    ) {
        self.init(tables, draws: draws, feed: feed, elapsed: elapsed, keep: nil, expiry: .off, now: { 0 })
    }

    /// Creates a store whose writes are kept, and whose items expire.
    ///
    /// - Parameters:
    ///   - tables: The initial tables.
    ///   - draws: The number of requests that have drawn ids before.
    ///   - feed: The change feed.
    ///   - elapsed: The monotonic system time in nanoseconds, by which indexes lag.
    ///   - keep: Keeps changes; `nil` for nothing.
    ///   - expiry: When expired items are deleted.
    ///   - now: The session's time in milliseconds since 1970-01-01T00:00Z, by which items expire.
    init(
        _ tables: TableState,
        draws: Int,
        feed: ChangeFeed,
        elapsed: @escaping @Sendable () -> UInt64,
        keep: Keep?,
        expiry: Expiry.Mode,
        now: @escaping @Sendable () -> Int
    ) {
        self.keep = keep
        self.now = now
        let canExpire = expiry != .off && tables.hasTimeToLive
        state = Mutex(State(tables: tables, draws: draws, expiry: canExpire ? Expiry(expiry) : nil))
        self.feed = feed
        self.elapsed = elapsed
    }

    /// The table definitions.
    public var definitions: [TableDefinition] { state.withLock { $0.tables.definitions } }

    /// Returns the current tables.
    /// - Complexity: O(1) when nothing has expired.
    public func snapshot() -> TableState {
        state.withLock { state in tables(of: &state) }
    }

    /// Deletes what has expired by now.
    ///
    /// - Throws: ``TableStoreError/unavailable(reason:)``; nothing is deleted then.
    @discardableResult
    public func removeExpired() async throws(TableStoreError) -> Int {
        try state.withLock { (state) throws(TableStoreError) in try removeExpired(from: &state) }
    }

    /// The number of requests that have drawn ids.
    var draws: Int { state.withLock(\.draws) }

    /// Counts a request that draws ids, and returns its number.
    func countDraw() -> Int {
        state.withLock { state in
            state.draws += 1
            return state.draws
        }
    }

    /// Calls a closure while nothing is written; what is written afterwards is not kept, unless the closure throws.
    func whileUnchanged(_ body: () throws(TableStoreError) -> Void) throws(TableStoreError) {
        try state.withLock { (state) throws(TableStoreError) in
            try body()
            state.isKept = false
        }
    }

    /// Detaches the store from its session: requests in flight finish on it, and their writes are not fed.
    ///
    /// - Returns: The final tables of the session.
    func retire() -> TableState {
        state.withLock { state in
            let tables = tables(of: &state)
            state.isAttached = false
            return tables
        }
    }

    /// Returns a view of the current tables, with indexes as old as the request's scope demands.
    /// - Complexity: O(*s*) in the number of past states, O(1) for a request without lag.
    public func view() async -> any TableStore { scopedView() }

    /// Returns the item with the given key, if any.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/item(for:in:)``.
    public func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await scopedView().item(for: key, in: table)
    }

    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/query(_:)``.
    public func query(_ query: Query) async throws(TableStoreError) -> Page {
        try await scopedView().query(query)
    }

    /// Returns a page of all items of a table.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/scan(_:)``.
    public func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try await scopedView().scan(scan)
    }

    /// Applies all actions of a transaction or none.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:token:)``.
    public func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        let milliseconds = Int(elapsed() / 1_000_000)
        try write(actions) { (tables) throws(TableStoreError) in
            try tables.transact(actions, token: token, at: milliseconds)
        }
    }

    /// Applies all actions or none, provided that everything that was read is as it was.
    ///
    /// What a lagging index has shown counts as unchanged: its readers have to live with it.
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:ifUnchanged:)``.
    public func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        let lags = RequestScope.current?.indexLag ?? 0 > 0
        try write(actions) { (tables) throws(TableStoreError) in
            try tables.transact(actions, ifUnchanged: reads, ignoringIndexes: lags)
        }
    }

    private func write(
        _ actions: [WriteAction],
        _ transact: (inout TableState) throws(TableStoreError) -> [ItemChange]
    ) throws(TableStoreError) {
        let (changes, before, failure) = state.withLock {
            state -> ([ItemChange], TableState, TableStoreError?) in
            do throws(TableStoreError) {
                try removeExpired(from: &state)
            } catch {
                return ([], state.tables, error)
            }
            let before = state.tables
            do throws(TableStoreError) {
                var tables = before
                let changes = try transact(&tables)
                try commit(changes, tables, to: &state)
                return (changes, before, nil)
            } catch {
                return ([], before, error)
            }
        }
        guard let failure else {
            RequestScope.current?.note(changes, of: before.definitions)
            return
        }
        switch failure {
        case .conditionFailed, .notUnique:
            RequestScope.current?.count { $0.countRefusal(of: actions, in: before) }
        default: break
        }
        throw failure
    }

    /// Makes changes the state of the store, once they are kept.
    private func commit(
        _ changes: [ItemChange],
        _ tables: TableState,
        to state: inout State
    ) throws(TableStoreError) {
        let before = state.tables
        let records = state.isAttached ? feed.records(of: changes, before.definitions) : []
        // Within the lock, so that what is kept has the order of the writes; a replaced store keeps nothing.
        if state.isKept, changes.contains(where: \.isChange) {
            try keep?(changes, records, before.definitions, state.draws)
        }
        state.tables = tables
        state.ended = nil
        state.past.append((until: elapsed(), tables: before))
        if state.past.count > Self.rememberedStates { state.past.removeFirst() }
        // Fed within the lock, so that the feed has the order of the writes.
        feed.append(records, of: before.definitions)
    }

    /// Deletes what has expired, and returns the number of items.
    @discardableResult
    private func removeExpired(from state: inout State) throws(TableStoreError) -> Int {
        guard let ended = state.expiry?.ended(at: now()), ended != state.ended else { return 0 }
        var tables = state.tables
        let changes = try tables.removeExpired(ended)
        guard !changes.isEmpty else {
            state.ended = ended
            return 0
        }
        try commit(changes, tables, to: &state)
        return changes.count
    }

    /// Returns the tables without what has expired, also where its deletion cannot be kept now.
    private func tables(of state: inout State) -> TableState {
        guard (try? removeExpired(from: &state)) == nil else { return state.tables }
        var tables = state.tables
        if let ended = state.expiry?.ended(at: now()) { _ = try? tables.removeExpired(ended) }
        return tables
    }

    private func scopedView() -> SessionView {
        let lag = RequestScope.current?.indexLag ?? 0
        return state.withLock { state in
            let tables = tables(of: &state)
            let now = elapsed()
            let old = lag > 0 ? state.past.first { $0.until + lag > now }?.tables : nil
            return SessionView(tables: tables, indexed: old ?? tables)
        }
    }
}
