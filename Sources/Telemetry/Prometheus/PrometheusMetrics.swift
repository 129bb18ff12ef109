public import CoreMetrics
import Synchronization

/// A metrics factory of swift-metrics that tells its figures in Prometheus' text format.
///
/// Each instance is a world of its own: two servers in one process do not mix unless the process bootstraps
/// swift-metrics with one of them. Recording takes one uncontended lock of the series alone; the registry's lock is
/// taken only when a handler is made or destroyed, and for a moment when the figures are told.
public final class PrometheusMetrics: MetricsFactory, Sendable {
    /// Bounds in seconds for durations of requests that should take 100 ms and must take less than a second.
    public static let durationBounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    /// How many series one name may have.
    public let seriesLimit: Int
    private let registry = Mutex(Registry())

    /// Makes a factory without any metric.
    /// - Parameter seriesLimit: How many series one name may have, at least 1; all further ones are counted in one
    ///   whose labels say `_overflow`, so that no client's input can fill the memory.
    public init(seriesLimit: Int = 1_000) {
        self.seriesLimit = max(1, seriesLimit)
    }

    /// Says what a metric means, and over which bounds its observations spread.
    ///
    /// - Parameters:
    ///   - label: The metric's name.
    ///   - help: One sentence for people.
    ///   - bounds: Upper bounds of a histogram's buckets, in seconds for timers; those that are not finite or come
    ///     twice are left out. `nil` means ``durationBounds``. Series made earlier keep theirs.
    public func describe(_ label: String, help: String, bounds: [Double]? = nil) {
        let bounds = bounds.map { Set($0.filter(\.isFinite)).sorted() }
        let name = MetricName.metric(label)
        registry.withLock { $0.descriptions[name] = Description(help: help, bounds: bounds) }
    }

    /// Gives the counter of that name and those dimensions; negative increments are ignored.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, .counter) { _ in CounterCell() }
    }

    /// Gives the counter with fractions of that name and those dimensions.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        cell(label, dimensions, .counter, variant: "float") { _ in NumberCell(isCounter: true) }
    }

    /// Gives the gauge of that name and those dimensions.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, .gauge) { _ in NumberCell(isCounter: false) }
    }

    /// Gives a histogram where observations are aggregated, else a gauge of the last one.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        if aggregate { return cell(label, dimensions, .histogram) { HistogramCell(bounds: $0) } }
        return cell(label, dimensions, .gauge) { _ in NumberCell(isCounter: false) }
    }

    /// Gives a histogram of durations, told in seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, .histogram) { HistogramCell(bounds: $0) }
    }

    /// Forgets a series; all who hold its handler record into nothing from then on.
    public func destroyCounter(_ handler: any CounterHandler) { destroy(handler) }
    /// Forgets a series; all who hold its handler record into nothing from then on.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { destroy(handler) }
    /// Forgets a series; all who hold its handler record into nothing from then on.
    public func destroyMeter(_ handler: any MeterHandler) { destroy(handler) }
    /// Forgets a series; all who hold its handler record into nothing from then on.
    public func destroyRecorder(_ handler: any RecorderHandler) { destroy(handler) }
    /// Forgets a series; all who hold its handler record into nothing from then on.
    public func destroyTimer(_ handler: any TimerHandler) { destroy(handler) }

    /// All figures in the text exposition format 0.0.4, in the order of names and labels.
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

    /// The series of that name, kind and labels, made when it is not there.
    private func cell<Cell: AnyObject & Sendable>(
        _ label: String,
        _ dimensions: [(String, String)],
        _ kind: MetricKind,
        variant: String = "",
        make: ([Double]) -> Cell
    ) -> Cell {
        var labels = MetricLabels(dimensions)
        return registry.withLock { registry in
            // One name has one type in the format: a second type gets a name that says so.
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
        /// Tells counters of whole numbers from those with fractions, which have other handlers.
        var variant: String
        var series: [MetricLabels: any AnyObject & Sendable]
    }

    private struct Registry: Sendable {
        var families: [String: Family] = [:]
        var descriptions: [String: Description] = [:]
    }
}
