import Synchronization
public import Tables

/// All sessions of a server, created at first use as forks of its initial state, and deleted when idle.
public final class SessionRegistry: Sendable {
    private struct State {
        var sessions: [SessionName: Session]
        var snapshot: SessionSnapshot
    }

    /// The options of all sessions.
    public let options: SessionOptions
    private let make: FunctionFactory
    private let elapsed: @Sendable () -> UInt64
    private let state: Mutex<State>

    /// Creates a registry with the default session.
    ///
    /// - Parameters:
    ///   - snapshot: The initial state of every session.
    ///   - options: The options of all sessions.
    ///   - elapsed: The monotonic system time in nanoseconds.
    ///   - make: Creates a session's function.
    public init(
        _ snapshot: SessionSnapshot,
        options: SessionOptions = SessionOptions(),
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime,
        make: @escaping FunctionFactory
    ) {
        self.options = options
        self.make = make
        self.elapsed = elapsed
        let standard = Session(.standard, snapshot, options, make: make, elapsed: elapsed)
        state = Mutex(State(sessions: [.standard: standard], snapshot: snapshot))
    }

    /// Creates a registry with the sessions that were kept, and keeps the default one from now on.
    ///
    /// A session that was kept goes on where it was; a reset takes it to the initial state.
    /// - Parameters:
    ///   - snapshot: The initial state of every session.
    ///   - storage: What keeps the sessions.
    ///   - options: The options of all sessions.
    ///   - make: Creates a session's function.
    /// - Throws: ``TableStoreError`` when the sessions cannot be read or kept.
    public convenience init(
        _ snapshot: SessionSnapshot,
        keptIn storage: any SessionStorage,
        options: SessionOptions,
        make: @escaping FunctionFactory
    ) throws(TableStoreError) {
        var options = options
        options.storage = storage
        let kept = try storage.sessions()
        if kept[.standard] == nil { try storage.replace(.standard, by: snapshot) }
        self.init(snapshot, options: options, make: make)
        state.withLock { state in
            for (name, current) in kept {
                let session = Session(name, current, options, make: make, elapsed: elapsed)
                session.setInitialState(snapshot)
                state.sessions[name] = session
            }
        }
    }

    /// The sessions, sorted by name.
    public var sessions: [Session] {
        state.withLock { state in
            state.sessions.values.sorted { $0.name.description < $1.name.description }
        }
    }

    /// Replaces the initial state of sessions that are created from now on; existing ones are not changed.
    public func begin(with snapshot: SessionSnapshot) {
        state.withLock { $0.snapshot = snapshot }
    }

    /// Returns the session with that name, creating it when it does not exist.
    ///
    /// - Throws: ``SessionError/tooMany(limit:)`` when the limit is reached and no session is idle,
    ///   ``SessionError/notKept(_:)``.
    public func session(_ name: SessionName) throws(SessionError) -> Session {
        var idle: [Session] = []
        return try state.withLock { (state) throws(SessionError) in
            if let session = state.sessions[name] { return session }
            return try add(name, state.snapshot, to: &state, removing: &idle)
        }
    }

    /// Returns the existing session with that name.
    ///
    /// - Throws: ``SessionError/unknown(_:)`` when it does not exist.
    public func existing(_ name: SessionName) throws(SessionError) -> Session {
        guard let session = state.withLock({ $0.sessions[name] }) else { throw .unknown(name) }
        return session
    }

    /// Creates a session with its own initial state, such as a fixture or the state of another session.
    ///
    /// - Throws: ``SessionError/exists(_:)``, ``SessionError/tooMany(limit:)``, ``SessionError/notKept(_:)``.
    @discardableResult
    public func make(_ name: SessionName, from snapshot: SessionSnapshot? = nil) throws(SessionError)
        -> Session
    {
        var idle: [Session] = []
        return try state.withLock { (state) throws(SessionError) in
            guard state.sessions[name] == nil else { throw .exists(name) }
            return try add(name, snapshot ?? state.snapshot, to: &state, removing: &idle)
        }
    }

    /// Deletes a session.
    ///
    /// - Throws: ``SessionError/unknown(_:)``, ``SessionError/standardStays``, ``SessionError/notKept(_:)``.
    public func delete(_ name: SessionName) throws(SessionError) {
        guard name != .standard else { throw .standardStays }
        // Freeing the session can take long, so it happens outside of the lock.
        let session = try state.withLock { (state) throws(SessionError) in
            guard let session = state.sessions[name] else { throw .unknown(name) }
            try session.deleteKept()
            state.sessions[name] = nil
            return session
        }
        session.feed.close()
    }

    /// Creates a session, and removes idle ones where the limit is reached.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - snapshot: Its initial state.
    ///   - state: The sessions.
    ///   - idle: The removed ones, which the caller frees outside of the lock: that can take long.
    /// - Returns: The session.
    /// - Throws: ``SessionError/tooMany(limit:)`` when the limit is reached and no session is idle.
    private func add(
        _ name: SessionName,
        _ snapshot: SessionSnapshot,
        to state: inout State,
        removing idle: inout [Session]
    ) throws(SessionError) -> Session {
        if state.sessions.count >= options.limit { idle = removeIdle(from: &state) }
        guard state.sessions.count < options.limit else { throw .tooMany(limit: options.limit) }
        do throws(TableStoreError) {
            try options.storage?.replace(name, by: snapshot)
        } catch {
            throw .notKept(error.description)
        }
        let session = Session(name, snapshot, options, make: make, elapsed: elapsed)
        state.sessions[name] = session
        return session
    }

    /// Removes idle sessions, and returns them to be freed outside of the lock.
    private func removeIdle(from state: inout State) -> [Session] {
        let now = elapsed()
        let limit = UInt64(options.idleSeconds) * 1_000_000_000
        let idle = state.sessions.values.filter { session in
            let last = session.lastUsed
            // A session whose change feed is being read is in use, although it receives no requests.
            guard session.name != .standard, !session.feed.hasReaders, now > last, now - last >= limit else {
                return false
            }
            // What storage cannot delete now stays, and is tried again.
            return (try? session.deleteKept()) != nil
        }
        for session in idle { state.sessions[session.name] = nil }
        return idle
    }

    /// Deletes idle sessions and returns their number.
    @discardableResult
    public func removeIdle() -> Int {
        state.withLock { removeIdle(from: &$0) }.count
    }

    /// Deletes the records of all sessions whose time to live has ended, for those who follow their changes.
    ///
    /// What cannot be kept now is deleted later. A session is not in use by that.
    public func removeExpired() async {
        for session in sessions { _ = try? await session.store.removeExpired() }
    }
}
