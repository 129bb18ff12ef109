import Synchronization

extension Session {
    /// Restores the initial state of the session; fault rules are kept.
    ///
    /// - Throws: ``SessionError/notKept(_:)``; nothing has changed then.
    public func reset() throws(SessionError) {
        try restore(state.withLock(\.start))
    }

    /// Replaces the session's state by another one, which ``reset()`` restores from now on.
    ///
    /// - Throws: ``SessionError/notKept(_:)``; nothing has changed then.
    public func load(_ snapshot: SessionSnapshot) throws(SessionError) {
        try restore(snapshot)
        state.withLock { $0.start = snapshot }
    }

    /// Saves the current state under a name, replacing an earlier snapshot of that name.
    ///
    /// - Throws: ``SessionError/tooManySnapshots(limit:)``, because each retains memory for everything that changed
    ///   since.
    public func takeSnapshot(_ name: String) throws(SessionError) {
        let snapshot = snapshot
        let limit = options.snapshots
        let isTaken = state.withLock { state in
            guard state.snapshots[name] != nil || state.snapshots.count < limit else { return false }
            state.snapshots[name] = snapshot
            return true
        }
        if !isTaken { throw .tooManySnapshots(limit: limit) }
    }

    /// The names of the snapshots, sorted.
    public var snapshots: [String] { state.withLock { $0.snapshots.keys.sorted() } }

    /// Restores a snapshot.
    ///
    /// - Throws: ``SessionError/unknownSnapshot(_:known:)``, ``SessionError/notKept(_:)``.
    public func restore(snapshot name: String) throws(SessionError) {
        guard let snapshot = state.withLock({ $0.snapshots[name] }) else {
            throw .unknownSnapshot(name, known: snapshots)
        }
        try restore(snapshot)
    }

    /// Deletes a snapshot.
    ///
    /// - Throws: ``SessionError/unknownSnapshot(_:known:)``.
    public func forget(snapshot name: String) throws(SessionError) {
        guard state.withLock({ $0.snapshots.removeValue(forKey: name) }) != nil else {
            throw .unknownSnapshot(name, known: snapshots)
        }
    }

    /// Restores the state before a request; later states can also be restored afterwards.
    ///
    /// - Throws: ``SessionError/unknownRequest(_:oldest:newest:)`` when there is no checkpoint for it,
    ///   ``SessionError/notKept(_:)``.
    /// - Complexity: O(*n*) in the number of checkpoints.
    public func rewind(toBefore number: Int) throws(SessionError) {
        let (checkpoint, oldest, newest) = state.withLock { state in
            (
                state.checkpoints.first { $0.number == number }?.snapshot,
                state.checkpoints.first?.number ?? 0, state.checkpoints.last?.number ?? 0
            )
        }
        guard let checkpoint else { throw .unknownRequest(number, oldest: oldest, newest: newest) }
        try restore(checkpoint)
    }
}
