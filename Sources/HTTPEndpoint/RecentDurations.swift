/// The durations of the latest responses of an endpoint.
struct RecentDurations: Sendable {
    /// As many as tell a slow endpoint from a slow response.
    private static let count = 63

    private var values: [Double] = []
    private var next = 0
    /// The median in seconds; `nil` before the first eight responses, the first of which often start something.
    private(set) var median: Double?

    /// Adds a duration, in seconds.
    ///
    /// - Complexity: O(1); every eighth time the values are sorted.
    mutating func append(_ seconds: Double) {
        if values.count < Self.count {
            values.append(seconds)
        } else {
            values[next % Self.count] = seconds
        }
        next += 1
        guard next % 8 == 0 else { return }
        median = values.sorted()[values.count / 2]
    }
}
