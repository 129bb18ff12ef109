/// What all sessions of a server have in common.
public struct SessionOptions: Sendable {
    /// What ids, times and faults follow from; random ids and real time when `nil`.
    public var seed: UInt64?
    /// How many sessions there may be, the default one included.
    public var limit: Int
    /// After how many seconds without a request a session may be taken away.
    public var idleSeconds: Int
    /// How many requests a session remembers.
    public var journalEntries: Int
    /// How many changes a session's feed remembers.
    public var feedEntries: Int
    /// How many snapshots a session may have.
    public var snapshots: Int
    /// The faults that sessions begin with.
    public var faults: [InitialFault]
    /// With a seed: by how many milliseconds a session's clock moves with each request that may write.
    public var stepMilliseconds: Int

    /// Makes options.
    public init(
        seed: UInt64? = nil,
        limit: Int = 1_000,
        idleSeconds: Int = 3_600,
        journalEntries: Int = 1_000,
        feedEntries: Int = 10_000,
        snapshots: Int = 100,
        faults: [InitialFault] = [],
        stepMilliseconds: Int = 1_000
    ) {
        self.seed = seed
        self.limit = max(1, limit)
        self.idleSeconds = max(1, idleSeconds)
        self.journalEntries = max(0, journalEntries)
        self.feedEntries = max(1, feedEntries)
        self.snapshots = max(1, snapshots)
        self.faults = faults
        self.stepMilliseconds = max(0, stepMilliseconds)
    }
}
