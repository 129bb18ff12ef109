public import Lambda
public import Tables

/// The state of a session: its tables, and the start of its clock.
///
/// A copy costs O(1).
public struct SessionSnapshot: Sendable {
    /// A description for people.
    public var description: String
    /// The start of the clock, in milliseconds since 1970-01-01T00:00Z.
    public var clock: Int
    /// The tables.
    public var tables: TableState
    /// The number of requests that have drawn ids: it seeds the ids of the next request, so that no id is drawn twice
    /// in a session, and reads do not affect ids.
    public var draws: Int
    /// The change streams that a kept session goes on with; `nil` for empty ones.
    public var streams: ChangeStreams?

    /// Creates a snapshot.
    public init(
        description: String,
        clock: Int,
        tables: TableState,
        draws: Int = 0,
        streams: ChangeStreams? = nil
    ) {
        self.description = description
        self.clock = clock
        self.tables = tables
        self.draws = draws
        self.streams = streams
    }
}

/// Creates the function of a session over the session's own tables and clock.
///
/// Its ids are drawn from ``RequestScope/draw()`` of the current request, where that returns numbers.
public typealias FunctionFactory =
    @Sendable (_ store: SessionStore, _ clock: SessionClock) -> any Endpoint
