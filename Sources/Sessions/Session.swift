import Lambda
import Synchronization
import Tables

/// A world that one front-end developer or one test has for itself: tables, clock, ids, faults.
///
/// What is written in one session is never seen in another.
public final class Session: Sendable {
    /// Its name.
    public let name: SessionName
    /// Its tables.
    public let store: SessionStore
    /// Its clock.
    public let clock: SessionClock
    /// What goes wrong in it.
    public let faults: FaultBook
    /// When it was last used, in nanoseconds of the machine's time.
    var lastUsed: UInt64 { state.withLock(\.lastUsed) }

    private struct State {
        var start: World
        var function: any Endpoint
        var snapshots: [String: World] = [:]
        /// The tables before each of the last requests, by the request's number.
        var checkpoints: [(number: Int, world: World)] = []
        var requests = 0
        var bucket = CapacityBucket()
        var lastUsed: UInt64
    }

    private let make: FunctionFactory
    private let options: SessionOptions
    private let elapsed: @Sendable () -> UInt64
    private let state: Mutex<State>

    /// Makes a session that begins with a world.
    init(
        _ name: SessionName,
        _ world: World,
        _ options: SessionOptions,
        make: @escaping FunctionFactory,
        elapsed: @escaping @Sendable () -> UInt64
    ) {
        let motion: SessionClock.Motion =
            options.seed == nil ? .running(rate: 1) : .stepping(milliseconds: options.stepMilliseconds)
        let clock = SessionClock(startingAt: world.clock, motion: motion, elapsed: elapsed)
        let feed = ChangeFeed(capacity: options.feedEntries) { clock.now() }
        self.name = name
        self.clock = clock
        self.make = make
        self.options = options
        self.elapsed = elapsed
        store = SessionStore(world.tables, feed: feed, elapsed: elapsed)
        faults = FaultBook(seed: options.seed ?? 1)
        state = Mutex(
            State(start: world, function: make(store, clock, options.seed), lastUsed: elapsed())
        )
    }

    /// How many requests were sent to it.
    public var requests: Int { state.withLock(\.requests) }

    /// The world as it is now.
    /// - Complexity: O(1).
    public var world: World {
        World(
            description: state.withLock(\.start.description),
            clock: clock.now(),
            tables: store.snapshot()
        )
    }

    // MARK: Requests

    /// Begins a request: its number, and what goes wrong with it.
    func begin(_ action: String?, requested: [Fault]) -> (number: Int, plan: FaultPlan, isThrottled: Bool) {
        clock.beginRequest()
        let plan = faults.plan(for: action, requested: requested)
        let world = world
        let now = elapsed()
        return state.withLock { state in
            state.requests += 1
            state.lastUsed = now
            if options.journalEntries > 0 {
                if state.checkpoints.count >= options.journalEntries { state.checkpoints.removeFirst() }
                state.checkpoints.append((state.requests, world))
            }
            var isThrottled = false
            if let limits = plan.capacity {
                isThrottled = !state.bucket.hasCapacity(read: limits.read, write: limits.write, at: now)
            }
            return (state.requests, plan, isThrottled)
        }
    }

    /// Takes what a request has cost from what a throttled table has.
    func spend(_ units: CapacityUsage.Units) {
        state.withLock { $0.bucket.spend(units) }
    }

    /// The function that answers now.
    var function: any Endpoint { state.withLock(\.function) }

    // MARK: Worlds

    /// Goes back to the world with which the session began; rules for faults stay.
    public func reset() {
        play(state.withLock(\.start))
    }

    /// Puts another world in the place of what the session holds: the one to which ``reset()`` goes back from now on.
    public func load(_ world: World) {
        state.withLock { $0.start = world }
        play(world)
    }

    /// Remembers the world as it is now under a name; an earlier snapshot of that name is forgotten.
    public func takeSnapshot(_ name: String) {
        let world = world
        state.withLock { $0.snapshots[name] = world }
    }

    /// The names of the snapshots, in order.
    public var snapshots: [String] { state.withLock { $0.snapshots.keys.sorted() } }

    /// Goes back to a snapshot.
    ///
    /// - Throws: ``SessionError/unknownSnapshot(_:known:)``.
    public func restore(snapshot name: String) throws(SessionError) {
        guard let world = state.withLock({ $0.snapshots[name] }) else {
            throw .unknownSnapshot(name, known: snapshots)
        }
        play(world)
    }

    /// Goes back to the world as it was before a request.
    ///
    /// - Throws: ``SessionError/unknownRequest(_:oldest:newest:)`` for one that is not remembered.
    public func rewind(toBefore number: Int) throws(SessionError) {
        let (checkpoint, oldest, newest) = state.withLock { state in
            (
                state.checkpoints.first { $0.number == number }?.world,
                state.checkpoints.first?.number ?? 0, state.checkpoints.last?.number ?? 0
            )
        }
        guard let checkpoint else { throw .unknownRequest(number, oldest: oldest, newest: newest) }
        play(checkpoint)
    }

    /// Plays a world: requests that are under way end in the function in which they began.
    private func play(_ world: World) {
        store.restore(world.tables)
        // Setting the clock back is what going back to a world means.
        try? clock.set(world.clock, allowsBackwards: true)
        let function = make(store, clock, options.seed)
        state.withLock { state in
            state.function = function
            state.checkpoints = []
            state.bucket = CapacityBucket()
        }
    }
}
