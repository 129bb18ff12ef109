/// The round trips of one action over a whole run, in milliseconds.
///
/// Every request that was answered counts, those sent at the same time as others too; only ``aloneMedian`` is of
/// requests sent one at a time, which is what the contract's budget is about.
public struct ActionLatency: Sendable, Hashable {
    /// How many round trips took about as long as each other.
    public struct Bucket: Sendable, Hashable {
        /// The longest of them took at most this long; buckets end at 1, 2, 5, 10, 20, 50 and so on.
        public var milliseconds: Double
        /// How many there were.
        public var count: Int

        /// Makes a bucket.
        public init(milliseconds: Double, count: Int) {
            self.milliseconds = milliseconds
            self.count = count
        }
    }

    /// The action's name, or ``CaseIdentity/transportSuite`` for requests that belong to none.
    public var action: String
    /// How many requests were answered.
    public var count: Int
    /// Half of them took at most this long.
    public var median: Double
    /// 95 of 100 took at most this long.
    public var p95: Double
    /// 99 of 100 took at most this long.
    public var p99: Double
    /// The longest.
    public var maximum: Double
    /// The median of those that the duration checks sent one at a time; `nil` where there were none.
    public var aloneMedian: Double?
    /// How the round trips spread, the shortest first; empty buckets between others are listed too.
    public var buckets: [Bucket]

    /// Makes a latency.
    public init(
        action: String,
        count: Int,
        median: Double,
        p95: Double,
        p99: Double,
        maximum: Double,
        aloneMedian: Double? = nil,
        buckets: [Bucket] = []
    ) {
        self.action = action
        self.count = count
        self.median = median
        self.p95 = p95
        self.p99 = p99
        self.maximum = maximum
        self.aloneMedian = aloneMedian
        self.buckets = buckets
    }
}
