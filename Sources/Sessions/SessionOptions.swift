public import FaultInjection
public import Tables

/// The options of all sessions of a server.
public struct SessionOptions: Sendable {
    /// The seed of ids, times and faults; `nil` for random ids and real time.
    public var seed: UInt64?
    /// The maximum number of sessions, including the default one.
    public var limit: Int
    /// The idle time after which a session may be deleted, in seconds.
    public var idleSeconds: Int
    /// The maximum number of journal entries of a session.
    public var journalEntries: Int
    /// The maximum number of records in a session's change feed.
    public var feedEntries: Int
    /// The maximum number of snapshots of a session.
    public var snapshots: Int
    /// The fault rules of new sessions.
    public var faults: [InitialFault]
    /// With a seed: the step of a session's clock for each request that may write, in milliseconds.
    public var stepMilliseconds: Int
    /// When records whose time to live has ended are deleted, by the session's clock.
    public var expiry: Expiry.Mode
    /// The size of the records that the change stream of each table keeps, in bytes; 0 for no streams.
    public var streamBytes: Int
    /// What keeps the sessions beyond the end of the process; `nil` for nothing.
    public var storage: (any SessionStorage)?

    /// Creates options.
    public init(
        seed: UInt64? = nil,
        limit: Int = 1_000,
        idleSeconds: Int = 3_600,
        journalEntries: Int = 1_000,
        feedEntries: Int = 10_000,
        snapshots: Int = 100,
        faults: [InitialFault] = [],
        stepMilliseconds: Int = 1_000,
        expiry: Expiry.Mode = .hide,
        streamBytes: Int = ChangeStreams.standardBytes,
        storage: (any SessionStorage)? = nil
    ) {
        self.seed = seed
        self.limit = max(1, limit)
        self.idleSeconds = max(1, idleSeconds)
        self.journalEntries = max(0, journalEntries)
        self.feedEntries = max(1, feedEntries)
        self.snapshots = max(1, snapshots)
        self.faults = faults
        self.stepMilliseconds = max(0, stepMilliseconds)
        self.expiry = expiry
        self.streamBytes = max(0, streamBytes)
        self.storage = storage
    }
}
