import Synchronization

/// All sessions of a server: made at first use as forks of its world, taken away when nobody has used them for long.
public final class SessionRegistry: Sendable {
    private struct State {
        var sessions: [SessionName: Session]
        var world: SessionSnapshot
    }

    /// What all sessions have in common.
    public let options: SessionOptions
    private let make: FunctionFactory
    private let elapsed: @Sendable () -> UInt64
    private let state: Mutex<State>

    /// Makes a book with the default session.
    ///
    /// - Parameters:
    ///   - world: What every session begins with.
    ///   - options: What all sessions have in common.
    ///   - elapsed: The machine's time in nanoseconds.
    ///   - make: Makes a session's function.
    public init(
        _ world: SessionSnapshot,
        options: SessionOptions = SessionOptions(),
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime,
        make: @escaping FunctionFactory
    ) {
        self.options = options
        self.make = make
        self.elapsed = elapsed
        let standard = Session(.standard, world, options, make: make, elapsed: elapsed)
        state = Mutex(State(sessions: [.standard: standard], world: world))
    }

    /// The sessions, by name.
    public var sessions: [Session] {
        state.withLock { state in
            state.sessions.values.sorted { $0.name.description < $1.name.description }
        }
    }

    /// Lets sessions that are made from now on begin with another world; those that there are stay as they are.
    public func begin(with world: SessionSnapshot) {
        state.withLock { $0.world = world }
    }

    /// The session of a name, made when there is none.
    ///
    /// - Throws: ``SessionError/tooMany(limit:)`` when there is no room and none has been idle for long enough.
    public func session(_ name: SessionName) throws(SessionError) -> Session {
        try state.withLock { (state) throws(SessionError) in
            if let session = state.sessions[name] { return session }
            return try add(name, state.world, to: &state)
        }
    }

    /// The session of a name.
    ///
    /// - Throws: ``SessionError/unknown(_:)`` when there is none.
    public func existing(_ name: SessionName) throws(SessionError) -> Session {
        guard let session = state.withLock({ $0.sessions[name] }) else { throw .unknown(name) }
        return session
    }

    /// Makes a session of a world of its own, such as a fixture or another session's.
    ///
    /// - Throws: ``SessionError/exists(_:)``, ``SessionError/tooMany(limit:)``.
    @discardableResult
    public func make(_ name: SessionName, from world: SessionSnapshot? = nil) throws(SessionError) -> Session
    {
        try state.withLock { (state) throws(SessionError) in
            guard state.sessions[name] == nil else { throw .exists(name) }
            return try add(name, world ?? state.world, to: &state)
        }
    }

    /// Takes a session away.
    ///
    /// - Throws: ``SessionError/unknown(_:)``, ``SessionError/standardStays``.
    public func delete(_ name: SessionName) throws(SessionError) {
        guard name != .standard else { throw .standardStays }
        // Freed outside of the lock: that can take long.
        guard let session = state.withLock({ $0.sessions.removeValue(forKey: name) }) else {
            throw .unknown(name)
        }
        session.feed.close()
    }

    private func add(
        _ name: SessionName,
        _ world: SessionSnapshot,
        to state: inout State
    ) throws(SessionError) -> Session {
        if state.sessions.count >= options.limit { removeIdle(from: &state) }
        guard state.sessions.count < options.limit else { throw .tooMany(limit: options.limit) }
        let session = Session(name, world, options, make: make, elapsed: elapsed)
        state.sessions[name] = session
        return session
    }

    private func removeIdle(from state: inout State) {
        let now = elapsed()
        let idle = UInt64(options.idleSeconds) * 1_000_000_000
        state.sessions = state.sessions.filter { name, session in
            let last = session.lastUsed
            // Who waits for changes uses a session, though no request says so.
            return name == .standard || session.feed.hasReaders || now <= last || now - last < idle
        }
    }

    /// Takes away the sessions that nobody has used for long; how many there were.
    @discardableResult
    public func removeIdle() -> Int {
        state.withLock { state in
            let count = state.sessions.count
            removeIdle(from: &state)
            return count - state.sessions.count
        }
    }
}
