import DequeModule
public import JSON
import Synchronization
public import Tables

/// The tables of one session: meters reads and writes, feeds changes, and can let indexes lag.
///
/// Its state can be read and replaced as one value in O(1).
public final class SessionStore: ExpiringStore {
    /// The number of past states for lagging indexes.
    private static let rememberedStates = 256

    /// One transaction.
    private struct Commit {
        /// Its number, from 1.
        let number: Int
        /// When it replaced the state before, in nanoseconds of the machine's time.
        let time: UInt64
        let undo: TableUndo
    }

    private struct State {
        var tables: TableState
        /// The number of these tables.
        var version = StoreVersion.next()
        /// The number of requests that have drawn ids.
        var draws: Int
        /// Whether the store still belongs to its session; changes of a replaced store are not fed.
        var isAttached = true
        /// Whether changes are kept; those of a store whose successor is kept are not.
        var isKept = true
        /// The last transactions, oldest first.
        var history: Deque<Commit> = []
        /// The number of transactions.
        var commits = 0
        /// The state after this many transactions is needed still, and all later ones.
        var needed = Int.max
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
        definitions = tables.definitions
        let canExpire = expiry != .off && tables.hasTimeToLive
        state = Mutex(State(tables: tables, draws: draws, expiry: canExpire ? Expiry(expiry) : nil))
        self.feed = feed
        self.elapsed = elapsed
    }

    /// The table definitions.
    public let definitions: [TableDefinition]

    /// Returns the current tables.
    /// - Complexity: O(1) when nothing has expired.
    public func snapshot() -> TableState {
        state.withLock { state in tables(of: &state) }
    }

    /// The number of the current tables; `nil` where something has expired whose deletion cannot be kept now.
    public var version: UInt64? {
        state.withLock { state in (try? removeExpired(from: &state)) == nil ? nil : state.version }
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

    /// Returns a place in the store's history, for ``tables(after:)``.
    ///
    /// - Parameter needed: The earliest place that is needed still; `nil` for none.
    /// - Returns: The number of transactions so far, and that of the requests that have drawn ids.
    func mark(needing needed: Int?) -> (commits: Int, draws: Int) {
        state.withLock { state in
            _ = try? removeExpired(from: &state)
            state.needed = min(needed ?? .max, state.commits)
            Self.trim(&state)
            return (state.commits, state.draws)
        }
    }

    /// Returns the tables as they were after a number of transactions.
    ///
    /// - Complexity: O(*k* log *n*) for *k* writes since then.
    func tables(after commits: Int) -> TableState {
        state.withLock { Self.tables(of: $0, after: commits) }
    }

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
    /// - Complexity: O(*k* log *n*) for *k* writes that are undone in tables of *n* items, O(1) for a request without lag.
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
        let result = state.withLock { state -> Result<[ItemChange], Refusal> in
            do throws(TableStoreError) {
                try removeExpired(from: &state)
                return .success(try commit(to: &state, transact))
            } catch {
                return .failure(Refusal(reason: error, tables: state.tables))
            }
        }
        switch result {
        case .success(let changes):
            RequestScope.current?.note(changes, of: definitions)
        case .failure(let refusal):
            switch refusal.reason {
            case .conditionFailed, .notUnique:
                RequestScope.current?.count { $0.countRefusal(of: actions, in: refusal.tables) }
            default: break
            }
            throw refusal.reason
        }
    }

    /// A transaction that was refused, and the tables then.
    private struct Refusal: Error {
        let reason: TableStoreError
        let tables: TableState
    }

    /// Changes the tables, where the changes can be kept.
    ///
    /// The tables are changed in place, which copies no node that nobody else refers to.
    private func commit(
        to state: inout State,
        _ body: (inout TableState) throws(TableStoreError) -> [ItemChange]
    ) throws(TableStoreError) -> [ItemChange] {
        let (changes, undo) = try state.tables.undoable(body)
        guard !undo.isEmpty else { return changes }
        let records = state.isAttached ? feed.records(of: changes, definitions) : []
        // Within the lock, so that what is kept has the order of the writes; a replaced store keeps nothing.
        if state.isKept, changes.contains(where: \.isChange) {
            do throws(TableStoreError) {
                try keep?(changes, records, definitions, state.draws)
            } catch {
                state.tables.revert(undo)
                throw error
            }
        }
        state.version = StoreVersion.next()
        state.ended = nil
        state.commits += 1
        state.history.append(Commit(number: state.commits, time: elapsed(), undo: undo))
        Self.trim(&state)
        // Fed within the lock, so that the feed has the order of the writes.
        feed.append(records, of: definitions)
        return changes
    }

    /// Forgets the transactions that neither a checkpoint nor a lagging index needs.
    private static func trim(_ state: inout State) {
        while state.history.count > rememberedStates, let first = state.history.first,
            first.number <= state.needed
        {
            state.history.removeFirst()
        }
    }

    /// Returns the tables as they were after a number of transactions.
    private static func tables(of state: State, after commits: Int) -> TableState {
        var tables = state.tables
        for commit in state.history.reversed() {
            guard commit.number > commits else { break }
            tables.revert(commit.undo)
        }
        return tables
    }

    /// Deletes what has expired, and returns the number of items.
    @discardableResult
    private func removeExpired(from state: inout State) throws(TableStoreError) -> Int {
        guard let ended = state.expiry?.ended(at: now()), ended != state.ended else { return 0 }
        let changes = try commit(to: &state) { (tables) throws(TableStoreError) in
            try tables.removeExpired(ended)
        }
        if changes.isEmpty { state.ended = ended }
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
            let last =
                lag > 0 ? state.history.suffix(Self.rememberedStates).first { $0.time + lag > now } : nil
            let old = last.map { Self.tables(of: state, after: $0.number - 1) }
            return SessionView(tables: tables, indexed: old ?? tables)
        }
    }
}
