import DequeModule
public import JSON
import Synchronization
public import Tables

/// The tables of one session: counts what is read and written, feeds what changes, and can show old indexes.
///
/// Everything in it can be taken out and put back as one value, at no cost.
public final class SessionStore: TableStore {
    /// How many states are remembered for indexes that lag; each costs what changed since the one before.
    private static let rememberedStates = 256

    private struct State {
        var tables: TableState
        /// How many requests have made ids.
        var draws: Int
        /// Whether its session still plays it: nobody is told of changes to a world that is gone.
        var isFinished = true
        /// What the tables were, and when they became something else; oldest first.
        var past: Deque<(until: UInt64, tables: TableState)> = []
    }

    private let state: Mutex<State>
    private let elapsed: @Sendable () -> UInt64
    /// What has changed, newest last.
    public let feed: ChangeFeed

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - tables: What it holds.
    ///   - draws: How many requests have made ids in it already.
    ///   - feed: Where changes go.
    ///   - elapsed: The machine's time in nanoseconds, by which an index lags.
    public init(
        _ tables: TableState,
        draws: Int = 0,
        feed: ChangeFeed,
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime
    ) {
        state = Mutex(State(tables: tables, draws: draws))
        self.feed = feed
        self.elapsed = elapsed
    }

    /// The tables there are.
    public var definitions: [TableDefinition] { snapshot().definitions }

    /// The tables as they are now.
    /// - Complexity: O(1).
    public func snapshot() -> TableState {
        state.withLock { $0.tables }
    }

    /// How many requests have made ids.
    var draws: Int { state.withLock(\.draws) }

    /// Counts a request that makes ids; its number.
    func countDraw() -> Int {
        state.withLock { state in
            state.draws += 1
            return state.draws
        }
    }

    /// Ends the store's part in its session: requests that are under way end in it, and nobody sees what they write.
    ///
    /// - Returns: The tables as the session leaves them.
    func retire() -> TableState {
        state.withLock { state in
            state.isFinished = false
            return state.tables
        }
    }

    /// The tables at this moment, and their indexes as the request's scope lets it see them.
    /// - Complexity: O(*s*) in the number of states that are remembered, O(1) for a request without lag.
    public func view() async -> any TableStore { scopedView() }

    /// Returns the item stored under a key, if any.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/item(for:in:)``.
    public func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await scopedView().item(for: key, in: table)
    }

    /// Returns a page of a partition's items in order.
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

    /// Makes every change or none.
    ///
    /// - Throws: ``TableStoreError``, see ``TableStore/transact(_:)``.
    public func transact(_ actions: [WriteAction]) async throws(TableStoreError) {
        let (changes, before, failure) = state.withLock {
            state -> ([ItemChange], TableState, TableStoreError?) in
            let before = state.tables
            do throws(TableStoreError) {
                let changes = try state.tables.transact(actions)
                state.past.append((until: elapsed(), tables: before))
                if state.past.count > Self.rememberedStates { state.past.removeFirst() }
                // Within the lock, so that the feed's order is that of the writes.
                if state.isFinished { feed.append(changes, of: before.definitions) }
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
