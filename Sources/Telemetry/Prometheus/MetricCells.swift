import CoreMetrics
import Synchronization

/// A whole number that only grows; it stays at the largest rather than wrap.
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

/// A number with a fraction: a counter that only grows, or a gauge, as the factory hands it out.
final class NumberCell: FloatingPointCounterHandler, MeterHandler, RecorderHandler, Sendable {
    private let number = Mutex<Double>(0)
    private let isCounter: Bool

    init(isCounter: Bool) { self.isCounter = isCounter }

    var value: Double { number.withLock { $0 } }

    func increment(by amount: Double) {
        // A counter that goes down, or becomes NaN, would be read as a restart.
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

/// How observations spread over buckets.
final class HistogramCell: RecorderHandler, TimerHandler, Sendable {
    /// What was observed until one moment.
    struct Spread: Sendable {
        /// How many fell into each bucket alone; the last is for all above the highest bound.
        var counts: [UInt64]
        /// All observations added up.
        var sum = 0.0
    }

    /// The upper bounds, growing.
    let bounds: [Double]
    private let state: Mutex<Spread>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Spread(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var spread: Spread { state.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        // NaN is in no bucket, and would make the sum NaN for ever.
        guard !value.isNaN else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { spread in
            spread.counts[place] += 1
            spread.sum += value
        }
    }

    /// Takes a duration; the exposition says seconds, Prometheus' base unit.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
