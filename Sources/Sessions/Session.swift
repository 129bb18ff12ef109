import Contracts
import DequeModule
public import FaultInjection
import JSONSchema
import Lambda
import Synchronization
import Tables

/// An isolated copy of the service for one front-end developer or one test: tables, clock, ids, faults, journal.
///
/// What is written in one session is never seen in another.
public final class Session: Sendable {
    /// Its name.
    public let name: SessionName
    /// Its clock.
    public let clock: SessionClock
    /// What goes wrong in it.
    public let faults: FaultRegistry
    /// What was asked and answered.
    public let journal: Journal
    /// What has changed in its tables.
    public let feed: ChangeFeed
    /// What its reads show of how it is polled.
    let polls = PollMonitor()
    /// Which of its records wait for the end of a measure.
    let measures = MeasureMonitor()

    struct State {
        var start: SessionSnapshot
        /// The current tables; each restored snapshot gets a store of its own.
        var store: SessionStore
        var function: any Endpoint
        var snapshots: [String: SessionSnapshot] = [:]
        /// The state before each of the last requests.
        var checkpoints: Deque<SessionCheckpoint> = []
        var requests = 0
        /// The number of the first request since the state was restored or edited by hand.
        var firstRecorded = 1
        var bucket = CapacityBucket()
        var lastUsed: UInt64
    }

    private let make: FunctionFactory
    /// Creates the store of a snapshot, which keeps its writes where the session has a storage.
    private let makeStore: @Sendable (SessionSnapshot) -> SessionStore
    let options: SessionOptions
    let elapsed: @Sendable () -> UInt64
    let state: Mutex<State>

    /// Creates a session with an initial state.
    init(
        _ name: SessionName,
        _ snapshot: SessionSnapshot,
        _ options: SessionOptions,
        make: @escaping FunctionFactory,
        elapsed: @escaping @Sendable () -> UInt64
    ) {
        let motion: SessionClock.Motion =
            options.seed == nil ? .running(rate: 1) : .stepping(milliseconds: options.stepMilliseconds)
        let clock = SessionClock(startingAt: snapshot.clock, motion: motion, elapsed: elapsed)
        self.name = name
        self.clock = clock
        self.make = make
        self.options = options
        self.elapsed = elapsed
        let streams = snapshot.streams ?? ChangeStreams(maximumBytes: options.streamBytes)
        feed = ChangeFeed(capacity: options.feedEntries, continuing: streams) { clock.now() }
        journal = Journal(capacity: options.journalEntries)
        faults = FaultRegistry(seed: options.seed ?? 1)
        for fault in options.faults where fault.applies(toSession: name.description) {
            faults.add(fault.rule)
        }
        let feed = self.feed
        let keep = Self.keep(name, clock, options)
        makeStore = { snapshot in
            SessionStore(
                snapshot.tables,
                draws: snapshot.draws,
                feed: feed,
                elapsed: elapsed,
                keep: keep,
                expiry: options.expiry,
                now: { clock.now() }
            )
        }
        let store = makeStore(snapshot)
        state = Mutex(
            State(start: snapshot, store: store, function: make(store, clock), lastUsed: elapsed())
        )
    }

    /// The current tables.
    public var store: SessionStore { state.withLock(\.store) }

    /// How many requests were sent to it.
    public var requests: Int { state.withLock(\.requests) }

    /// What it began with, in words.
    public var origin: String { state.withLock(\.start.description) }

    /// For how many seconds nobody has used it.
    public var idleSeconds: Int {
        let now = elapsed()
        let last = lastUsed
        return now > last ? Int((now - last) / 1_000_000_000) : 0
    }

    /// When it was last used, in nanoseconds of the machine's time.
    var lastUsed: UInt64 { state.withLock(\.lastUsed) }

    /// Says that somebody uses it: idle sessions are taken away.
    public func touch() {
        let now = elapsed()
        state.withLock { $0.lastUsed = now }
    }

    /// The current state.
    /// - Complexity: O(1).
    public var snapshot: SessionSnapshot { state.withLock { snapshot(of: $0) } }

    private func snapshot(of state: State) -> SessionSnapshot {
        SessionSnapshot(
            description: state.start.description,
            clock: clock.now(),
            tables: state.store.snapshot(),
            draws: state.store.draws
        )
    }

    /// Returns for how long the oldest record of a measure waits for its end, in milliseconds; `nil` when none waits.
    public func longestWait(for measure: String) -> Int? {
        measures.oldest(measure).map { max(0, clock.now() - $0) }
    }

    /// Sets the state that ``reset()`` restores; the current state stays.
    func setInitialState(_ snapshot: SessionSnapshot) {
        state.withLock { $0.start = snapshot }
    }

    // MARK: Requests

    /// Begins a request: gives it its number, and what it is answered with.
    ///
    /// A stepping clock takes its step with what may write: how often a front end polls must not show in its records.
    ///
    /// - Parameters:
    ///   - action: The action that it is for, if it is known.
    ///   - isRead: Whether its method changes nothing.
    ///   - requested: The faults that it asks for itself.
    ///   - isSpared: Whether no fault happens to it, and no rule counts it.
    /// - Returns: What it is answered with.
    func begin(
        _ action: Action?,
        isRead: Bool,
        requested: [Fault] = [],
        isSpared: Bool = false
    ) -> SessionRequest {
        if !isRead { clock.beginRequest() }
        let plan = isSpared ? FaultPlan() : faults.plan(for: action?.name, requested: requested)
        return state.withLock { state in
            // Within the lock, so that no request has an earlier moment than the one before.
            let now = elapsed()
            state.requests += 1
            state.lastUsed = now
            if options.journalEntries > 0 {
                if state.checkpoints.count >= options.journalEntries { state.checkpoints.removeFirst() }
                let checkpoint = SessionCheckpoint(
                    number: state.requests,
                    description: state.start.description,
                    clock: clock.now(),
                    store: state.store,
                    oldest: state.checkpoints.first
                )
                state.checkpoints.append(checkpoint)
            }
            var isThrottled = false
            if let capacity = plan.capacity {
                let tables = action?.tables ?? TableUse()
                isThrottled = !state.bucket.hasCapacity(of: capacity, for: tables, at: now)
            }
            let store = state.store
            let random = options.seed.map { seed in
                { @Sendable in SeededRandom(seed: seed, stream: "request \(store.countDraw())") }
            }
            return SessionRequest(
                number: state.requests,
                plan: plan,
                isThrottled: isThrottled,
                scope: RequestScope(indexLag: plan.indexLag, random: random),
                function: state.function,
                store: store
            )
        }
    }

    /// Takes what a request has cost from what a throttled table has.
    func spend(_ units: CapacityUsage.Units) {
        state.withLock { $0.bucket.spend(units) }
    }

    // MARK: State

    /// Returns what keeps the changes of the session's tables; `nil` where nothing does.
    private static func keep(
        _ name: SessionName,
        _ clock: SessionClock,
        _ options: SessionOptions
    ) -> SessionStore.Keep? {
        guard let storage = options.storage else { return nil }
        return { (changes, records, definitions, draws) throws(TableStoreError) in
            try storage.append(
                changes,
                records,
                to: name,
                definitions,
                clock: clock.now(),
                draws: draws
            )
        }
    }

    /// Keeps a snapshot in place of what a store has kept.
    private func replaceKept(by snapshot: SessionSnapshot, _ store: SessionStore) throws(SessionError) {
        guard let storage = options.storage else { return }
        do throws(TableStoreError) {
            try store.whileUnchanged { () throws(TableStoreError) in try storage.replace(name, by: snapshot) }
        } catch {
            throw .notKept(error.description)
        }
    }

    /// Deletes what is kept of the session; what requests under way still write is not kept.
    ///
    /// - Throws: ``SessionError/notKept(_:)``; everything is still kept then.
    func deleteKept() throws(SessionError) {
        guard let storage = options.storage else { return }
        try state.withLock { (state) throws(SessionError) in
            do throws(TableStoreError) {
                try state.store.whileUnchanged { () throws(TableStoreError) in
                    try storage.delete(name)
                }
            } catch {
                throw .notKept(error.description)
            }
        }
    }

    /// Replaces the state by a snapshot.
    ///
    /// Requests that are under way continue with the old state, and what they still write is dropped with it.
    ///
    /// - Throws: ``SessionError/notKept(_:)``; nothing has changed then.
    func restore(_ snapshot: SessionSnapshot) throws(SessionError) {
        let store = makeStore(snapshot)
        let function = make(store, clock)
        // The old state is freed outside of the lock: that can take long.
        let old = try state.withLock { (state) throws(SessionError) in
            let old = (state.store, state.function)
            try replaceKept(by: snapshot, state.store)
            let left = state.store.retire()
            state.store = store
            state.function = function
            state.bucket = CapacityBucket()
            state.firstRecorded = state.requests + 1
            measures.reset()
            // The clock goes back with the state; within the lock, so that no state is seen with another one's time.
            try? clock.change(to: snapshot.clock, allowsBackwards: true)
            // What cannot be read any more has no differences to show; more than the feed holds need not be found.
            let changes = (try? left.changes(to: snapshot.tables, limit: feed.capacity + 1)) ?? []
            feed.append(changes, of: snapshot.tables.definitions + left.definitions)
            return old
        }
        withExtendedLifetime(old) {}
    }
}

/// A request that a session has begun.
struct SessionRequest: Sendable {
    /// Its number in the session, from 1.
    let number: Int
    /// What goes wrong with it.
    let plan: FaultPlan
    /// Whether the tables have no capacity left for it.
    let isThrottled: Bool
    /// What is counted while it is answered.
    let scope: RequestScope
    /// The function of the session when the request began.
    let function: any Endpoint
    /// The tables of that function.
    let store: SessionStore
}
