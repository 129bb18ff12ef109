import Synchronization

/// The round trips that the duration checks measured, by action.
final class LatencyBook: Sendable {
    private let samples = Mutex<[String: [Double]]>([:])

    /// Notes the round trips of an action, in seconds.
    func note(_ seconds: [Double], of action: String) {
        samples.withLock { $0[action, default: []] += seconds }
    }

    /// The median of each action, by name.
    var latencies: [RunSummary.Latency] {
        samples.withLock { samples in
            samples.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { action, seconds in
                RunSummary.Latency(
                    action: action,
                    medianMilliseconds: Self.median(seconds) * 1000,
                    samples: seconds.count
                )
            }
        }
    }

    /// The middle value, or the mean of the two in the middle; 0 of nothing.
    /// - Complexity: O(*n* log *n*).
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
