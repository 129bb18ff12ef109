import Synchronization

extension Session {
    /// Goes back to the world with which the session began; rules for faults stay.
    public func reset() {
        play(state.withLock(\.start))
    }

    /// Puts another world in the place of what the session holds: the one to which ``reset()`` goes back from now on.
    public func load(_ world: SessionSnapshot) {
        state.withLock { $0.start = world }
        play(world)
    }

    /// Remembers the world as it is now under a name; an earlier snapshot of that name is forgotten.
    ///
    /// - Throws: ``SessionError/tooManySnapshots(limit:)``: each keeps alive what has changed since.
    public func takeSnapshot(_ name: String) throws(SessionError) {
        let world = world
        let limit = options.snapshots
        let isTaken = state.withLock { state in
            guard state.snapshots[name] != nil || state.snapshots.count < limit else { return false }
            state.snapshots[name] = world
            return true
        }
        if !isTaken { throw .tooManySnapshots(limit: limit) }
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

    /// Forgets a snapshot.
    ///
    /// - Throws: ``SessionError/unknownSnapshot(_:known:)``.
    public func forget(snapshot name: String) throws(SessionError) {
        guard state.withLock({ $0.snapshots.removeValue(forKey: name) }) != nil else {
            throw .unknownSnapshot(name, known: snapshots)
        }
    }

    /// Goes back to the world as it was before a request; what was asked since can be gone back to as well.
    ///
    /// - Throws: ``SessionError/unknownRequest(_:oldest:newest:)`` for one that is not remembered.
    /// - Complexity: O(*n*) in the number of requests that are remembered.
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
}
