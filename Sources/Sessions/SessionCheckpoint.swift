/// The state of a session before one of its last requests: a place in the history of its store.
struct SessionCheckpoint: Sendable {
    /// The number of the request.
    let number: Int
    private let description: String
    private let clock: Int
    private let store: SessionStore
    private let commits: Int
    private let draws: Int

    /// Notes the current state of a store.
    ///
    /// - Parameters:
    ///   - number: The number of the request.
    ///   - description: What the session began with, in words.
    ///   - clock: The session's time, in milliseconds since 1970-01-01T00:00Z.
    ///   - store: The tables.
    ///   - oldest: The oldest checkpoint that is kept, which the store has to be able to restore.
    init(number: Int, description: String, clock: Int, store: SessionStore, oldest: SessionCheckpoint?) {
        self.number = number
        self.description = description
        self.clock = clock
        self.store = store
        // Of a store that has taken another one's place since, all is needed.
        let needed = oldest.map { $0.store === store ? $0.commits : 0 }
        (commits, draws) = store.mark(needing: needed)
    }

    /// The state.
    /// - Complexity: O(*k* log *n*) for *k* writes since.
    var snapshot: SessionSnapshot {
        SessionSnapshot(
            description: description,
            clock: clock,
            tables: store.tables(after: commits),
            draws: draws
        )
    }
}
