import Synchronization

extension Session {
    /// Notes that the tables were edited outside of the journal, so that a recording starts after the edit.
    public func tablesWereEdited() {
        state.withLock { $0.firstRecorded = $0.requests + 1 }
    }

    /// The requests that led to the current state, oldest first, and the state before them: the requests since the
    /// state was replaced or edited, as far as the journal has them; `nil` when there are none.
    ///
    /// - Complexity: O(*n* log *n*) in the number of entries in the journal.
    public var recording: (entries: [JournalEntry], start: SessionSnapshot)? {
        let (begin, checkpoints) = state.withLock { ($0.firstRecorded, $0.checkpoints) }
        // Of many concurrent requests, one may be recorded after its checkpoint has been dropped.
        let first = max(begin, checkpoints.first?.number ?? .max)
        let entries = journal.newest().filter { $0.sequence >= first }
        guard let oldest = entries.last,
            let start = checkpoints.first(where: { $0.number == oldest.sequence })?.snapshot
        else { return nil }
        return (entries.reversed(), start)
    }
}
