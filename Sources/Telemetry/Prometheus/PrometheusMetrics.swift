public import CoreMetrics
import Synchronization

/// A swift-metrics factory that exports its metrics in Prometheus' text format.
///
/// Each instance has its own registry: two servers in one process do not share metrics unless the process bootstraps
/// swift-metrics with one of them. Recording takes one uncontended lock of that series; the registry's lock is taken
/// only when a handler is created or destroyed, and briefly during an export.
public final class PrometheusMetrics: MetricsFactory, Sendable {
    /// The default bucket bounds in seconds, for requests that should take 100 ms and must take less than a second.
    public static let durationBounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    /// The maximum number of series of a metric name.
    public let seriesLimit: Int
    private let registry = Mutex(Registry())

    /// Creates a factory without metrics.
    /// - Parameter seriesLimit: The maximum number of series of a metric name, at least 1. Further series are counted
    ///   in one whose labels have the value `_overflow`, so that client input cannot exhaust the memory.
    public init(seriesLimit: Int = 1_000) {
        self.seriesLimit = max(1, seriesLimit)
    }

    /// Sets the help text of a metric, and the bucket bounds of its histogram.
    ///
    /// - Parameters:
    ///   - label: The metric's name.
    ///   - help: One sentence.
    ///   - bounds: The upper bounds of a histogram's buckets, in seconds for timers; bounds that are not finite or
    ///     are repeated are dropped. `nil` means ``durationBounds``. Series that exist already keep theirs.
    public func describe(_ label: String, help: String, bounds: [Double]? = nil) {
        let bounds = bounds.map { Set($0.filter(\.isFinite)).sorted() }
        let name = MetricName.metric(label)
        registry.withLock { $0.descriptions[name] = Description(help: help, bounds: bounds) }
    }

    /// Returns the counter of that name and those dimensions; negative increments are ignored.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, .counter) { _ in CounterCell() }
    }

    /// Returns the floating-point counter of that name and those dimensions.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        cell(label, dimensions, .counter, variant: "float") { _ in NumberCell(isCounter: true) }
    }

    /// Returns the gauge of that name and those dimensions.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, .gauge) { _ in NumberCell(isCounter: false) }
    }

    /// Returns a histogram when observations are aggregated, otherwise a gauge of the last one.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate { return cell(label, dimensions, .histogram) { HistogramCell(bounds: $0) } }
        return cell(label, dimensions, .gauge) { _ in NumberCell(isCounter: false) }
    }

    /// Returns a histogram of durations, exported in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, .histogram) { HistogramCell(bounds: $0) }
    }

    /// Removes a series; recordings through its handlers are discarded from then on.
    public func destroyCounter(_ handler: any CounterHandler) { destroy(handler) }
    /// Removes a series; recordings through its handlers are discarded from then on.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { destroy(handler) }
    /// Removes a series; recordings through its handlers are discarded from then on.
    public func destroyMeter(_ handler: any MeterHandler) { destroy(handler) }
    /// Removes a series; recordings through its handlers are discarded from then on.
    public func destroyRecorder(_ handler: any RecorderHandler) { destroy(handler) }
    /// Removes a series; recordings through its handlers are discarded from then on.
    public func destroyTimer(_ handler: any TimerHandler) { destroy(handler) }

    /// Exports all metrics in the text exposition format 0.0.4, sorted by names and labels.
    ///
    /// Its content type is `text/plain; version=0.0.4; charset=utf-8`.
    /// - Complexity: O(*n* log *n*) in the number of series.
    public func exposition() -> [UInt8] {
        let (families, descriptions) = registry.withLock { ($0.families, $0.descriptions) }
        var text = ExpositionText()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) where !family.series.isEmpty {
            text.writeHead(name, kind: family.kind, help: descriptions[name]?.help)
            let series = family.series.map { (ExpositionText.labels($0.key), $0.value) }
            for (labels, cell) in series.sorted(by: { $0.0 < $1.0 }) {
                text.write(cell, of: name, labels: labels)
            }
        }
        return Array(text.text.utf8)
    }

    /// Returns the series of that name, kind and labels, creating it when it does not exist.
    private func cell<Cell: AnyObject & Sendable>(
        _ label: String,
        _ dimensions: [(String, String)],
        _ kind: MetricKind,
        variant: String = "",
        make: ([Double]) -> Cell
    ) -> Cell {
        var labels = MetricLabels(dimensions)
        return registry.withLock { registry in
            // A name has one type in the format: a second type gets a suffix.
            var name = MetricName.metric(label)
            let original = name
            if let family = registry.families[name], family.kind != kind || family.variant != variant {
                name += "_" + (variant.isEmpty ? kind.rawValue : variant)
            }
            var family = registry.families[name] ?? Family(kind: kind, variant: variant, series: [:])
            if family.series[labels] == nil, family.series.count >= seriesLimit { labels = labels.overflow }
            if let cell = family.series[labels] as? Cell { return cell }
            let cell = make(registry.descriptions[original]?.bounds ?? Self.durationBounds)
            family.series[labels] = cell
            registry.families[name] = family
            return cell
        }
    }

    private func destroy(_ handler: AnyObject) {
        registry.withLock { registry in
            for name in Array(registry.families.keys) {
                let series = registry.families[name]?.series ?? [:]
                registry.families[name]?.series = series.filter { $0.value !== handler }
            }
        }
    }

    private struct Description: Sendable {
        var help: String
        var bounds: [Double]?
    }

    private struct Family: Sendable {
        var kind: MetricKind
        /// Distinguishes integer counters from floating-point counters, which have other handlers.
        var variant: String
        var series: [MetricLabels: any AnyObject & Sendable]
    }

    private struct Registry: Sendable {
        var families: [String: Family] = [:]
        var descriptions: [String: Description] = [:]
    }
}
