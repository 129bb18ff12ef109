import Synchronization

extension Session {
    /// Says that its tables were changed by hand: no request tells of that, so that a story begins after it.
    public func changedByHand() {
        state.withLock { $0.storyBegins = $0.requests + 1 }
    }

    /// What made the world what it is, as far as the journal knows: its requests since the world was put in place or changed
    /// by hand, oldest first, and the world before them; `nil` where there are none.
    ///
    /// - Complexity: O(*n* log *n*) in the number of requests that are remembered.
    public var story: (entries: [JournalEntry], start: SessionSnapshot)? {
        let (begin, checkpoints) = state.withLock { ($0.storyBegins, $0.checkpoints) }
        // Of many requests at once one may be recorded when the world before it is not remembered any more.
        let first = max(begin, checkpoints.first?.number ?? .max)
        let entries = journal.newest().filter { $0.sequence >= first }
        guard let oldest = entries.last,
            let start = checkpoints.first(where: { $0.number == oldest.sequence })?.world
        else { return nil }
        return (entries.reversed(), start)
    }
}
