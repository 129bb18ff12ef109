import CoreMetrics
import Synchronization

/// An integer counter; it saturates instead of wrapping around.
final class CounterCell: CounterHandler, Sendable {
    private let count = Mutex<Int64>(0)

    var value: Int64 { count.withLock { $0 } }

    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        count.withLock { count in
            let (sum, overflows) = count.addingReportingOverflow(amount)
            count = overflows ? .max : sum
        }
    }

    func reset() { count.withLock { $0 = 0 } }
}

/// A floating-point counter or gauge, depending on which one the factory creates.
final class NumberCell: FloatingPointCounterHandler, MeterHandler, RecorderHandler, Sendable {
    private let number = Mutex<Double>(0)
    private let isCounter: Bool

    init(isCounter: Bool) { self.isCounter = isCounter }

    var value: Double { number.withLock { $0 } }

    func increment(by amount: Double) {
        // A counter that decreases or becomes NaN would be read as a restart.
        if isCounter { guard amount > 0, amount.isFinite else { return } }
        number.withLock { $0 += amount }
    }

    func decrement(by amount: Double) { number.withLock { $0 -= amount } }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { number.withLock { $0 = value } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func reset() { set(0.0) }
}

/// A histogram of observations.
final class HistogramCell: RecorderHandler, TimerHandler, Sendable {
    /// A snapshot of the histogram.
    struct Spread: Sendable {
        /// The number of observations in each bucket, not cumulative; the last bucket is the one above the highest
        /// bound.
        var counts: [UInt64]
        /// The sum of all observations.
        var sum = 0.0
    }

    /// The upper bounds of the buckets, in ascending order.
    let bounds: [Double]
    private let state: Mutex<Spread>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Spread(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var spread: Spread { state.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        // NaN is in no bucket, and would make the sum NaN from then on.
        guard !value.isNaN else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { spread in
            spread.counts[bucket] += 1
            spread.sum += value
        }
    }

    /// Records a duration in seconds, Prometheus' base unit.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
