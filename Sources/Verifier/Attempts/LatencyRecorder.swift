import Histogram
import Synchronization
import VerifierEvents

/// The round-trip times of a run, by action.
///
/// A histogram takes the same few kilobytes for ten round trips and for ten million, and is exact to three digits.
final class LatencyRecorder: Sendable {
    private struct Entry {
        var histogram = Histogram<UInt64>(
            highestTrackableValue: LatencyRecorder.longest,
            numberOfSignificantValueDigits: .three
        )
        /// The measurements of the duration checks, in seconds.
        var alone: [Double] = []
    }

    /// An hour in microseconds, the unit of the histograms; longer times count as this.
    private static let longest: UInt64 = 3_600_000_000

    private let entries = Mutex<[String: Entry]>([:])

    /// Records the round-trip time of an answered request, in seconds; `nil` is for a request without an action.
    func note(_ seconds: Double, of action: String?) {
        guard seconds.isFinite else { return }
        let microseconds = UInt64(min(max(seconds * 1_000_000, 1), Double(Self.longest)))
        entries.withLock { entries in
            _ = entries[action ?? CaseIdentity.transportSuite, default: Entry()].histogram.record(
                microseconds
            )
        }
    }

    /// Records round-trip times of an action that were measured one request at a time, in seconds.
    func note(alone seconds: [Double], of action: String) {
        entries.withLock { $0[action, default: Entry()].alone += seconds }
    }

    /// The latencies of each action, by name.
    var latencies: [ActionLatency] {
        entries.withLock { entries in
            entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { action, entry in
                let histogram = entry.histogram
                func milliseconds(_ percentile: Double) -> Double {
                    Double(histogram.valueAtPercentile(percentile)) / 1000
                }
                return ActionLatency(
                    action: action,
                    count: Int(histogram.totalCount),
                    median: milliseconds(50),
                    p95: milliseconds(95),
                    p99: milliseconds(99),
                    maximum: Double(histogram.max) / 1000,
                    aloneMedian: entry.alone.isEmpty ? nil : Self.median(entry.alone) * 1000,
                    buckets: Self.buckets(of: histogram)
                )
            }
        }
    }

    private static func buckets(of histogram: Histogram<UInt64>) -> [ActionLatency.Bucket] {
        var buckets: [ActionLatency.Bucket] = []
        var limits = BucketLimits()
        for recorded in histogram.recordedValues() {
            while recorded.value > limits.microseconds {
                if !buckets.isEmpty { buckets.append(ActionLatency.Bucket(limits.next())) }
                limits.advance()
            }
            if buckets.isEmpty { buckets.append(ActionLatency.Bucket(limits.microseconds)) }
            buckets[buckets.count - 1].count += Int(recorded.count)
        }
        return buckets
    }

    /// The median: the middle value, or the mean of the two in the middle; 0 for an empty list.
    /// - Complexity: O(*n* log *n*).
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

/// The upper bounds of the buckets: 1, 2, 5, 10, 20, 50 and so on, in microseconds.
private struct BucketLimits {
    private var power: UInt64 = 1
    private var step = 0

    var microseconds: UInt64 { power * [1, 2, 5][step] }

    mutating func advance() {
        step = (step + 1) % 3
        if step == 0 { power *= 10 }
    }

    func next() -> UInt64 {
        var copy = self
        copy.advance()
        return copy.microseconds
    }
}

extension ActionLatency.Bucket {
    fileprivate init(_ microseconds: UInt64) {
        self.init(milliseconds: Double(microseconds) / 1000, count: 0)
    }
}
