/// The round-trip times of one action over a whole run, in milliseconds.
///
/// Every answered request counts, including concurrent ones; only ``aloneMedian`` is of requests sent one at a time, which the
/// contract's budget is about.
public struct ActionLatency: Sendable, Hashable {
    /// A bucket of a histogram of round-trip times.
    public struct Bucket: Sendable, Hashable {
        /// The upper bound; bounds are 1, 2, 5, 10, 20, 50 and so on.
        public var milliseconds: Double
        /// The number of round trips.
        public var count: Int

        /// Creates a bucket.
        public init(milliseconds: Double, count: Int) {
            self.milliseconds = milliseconds
            self.count = count
        }
    }

    /// The action's name, or ``CaseIdentity/transportSuite`` for requests without one.
    public var action: String
    /// The number of answered requests.
    public var count: Int
    /// The median.
    public var median: Double
    /// The 95th percentile.
    public var p95: Double
    /// The 99th percentile.
    public var p99: Double
    /// The maximum.
    public var maximum: Double
    /// The median of those that the duration checks sent one at a time; `nil` where there were none.
    public var aloneMedian: Double?
    /// The histogram, the shortest times first; empty buckets between others are included.
    public var buckets: [Bucket]

    /// Creates a latency.
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
