import DequeModule
public import JSON
import Synchronization
public import Tables

/// The tables of one session: meters reads and writes, feeds changes, and can let indexes lag.
///
/// Its state can be read and replaced as one value in O(1).
public final class SessionStore: TableStore {
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
    }

    /// Keeps the changes of a transaction beyond the end of the process.
    ///
    /// - Throws: ``TableStoreError`` when that fails, and with it the transaction.
    typealias Keep =
        @Sendable (_ changes: [ItemChange], _ definitions: [TableDefinition], _ draws: Int)
        throws(TableStoreError) -> Void

    private let state: Mutex<State>
    private let elapsed: @Sendable () -> UInt64
    private let keep: Keep?
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
        self.init(tables, draws: draws, feed: feed, elapsed: elapsed, keep: nil)
    }

    /// Creates a store whose writes are kept.
    init(
        _ tables: TableState,
        draws: Int,
        feed: ChangeFeed,
        elapsed: @escaping @Sendable () -> UInt64,
        keep: Keep?
    ) {
        self.keep = keep
        state = Mutex(State(tables: tables, draws: draws))
        self.feed = feed
        self.elapsed = elapsed
    }

    /// The table definitions.
    public var definitions: [TableDefinition] { snapshot().definitions }

    /// Returns the current tables.
    /// - Complexity: O(1).
    public func snapshot() -> TableState {
        state.withLock { $0.tables }
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
            state.isAttached = false
            return state.tables
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
            let before = state.tables
            do throws(TableStoreError) {
                let changes = try transact(&state.tables)
                // Within the lock, so that what is kept has the order of the writes; a replaced store keeps nothing.
                if state.isKept, changes.contains(where: \.isChange) {
                    do throws(TableStoreError) {
                        try keep?(changes, before.definitions, state.draws)
                    } catch {
                        state.tables = before
                        throw error
                    }
                }
                state.past.append((until: elapsed(), tables: before))
                if state.past.count > Self.rememberedStates { state.past.removeFirst() }
                // Fed within the lock, so that the feed has the order of the writes.
                if state.isAttached { feed.append(changes, of: before.definitions) }
                return (changes, before, nil)
            } catch {
                return ([], before, error)
            }
        }
        guard let failure else {
            RequestScope.current?.note(changes, of: before.definitions)
            return
        }
        if case .conditionFailed = failure {
            RequestScope.current?.count { $0.countRefusal(of: actions, in: before) }
        }
        throw failure
    }

    private func scopedView() -> SessionView {
        let lag = RequestScope.current?.indexLag ?? 0
        return state.withLock { state in
            let now = elapsed()
            let old = lag > 0 ? state.past.first { $0.until + lag > now }?.tables : nil
            return SessionView(tables: state.tables, indexed: old ?? state.tables)
        }
    }
}
