import CoreMetrics
import Tables

/// The metrics of one action, looked up once.
struct ActionMetrics: Sendable {
    private let classes: [any CounterHandler]
    private let errors: any CounterHandler
    private let throttles: any CounterHandler
    private let duration: any TimerHandler
    private let requestBytes: any CounterHandler
    private let responseBytes: any CounterHandler
    private let newPolls: any CounterHandler
    private let samePolls: any CounterHandler

    init(_ action: String, _ metrics: PrometheusMetrics) {
        func counter(_ name: String, _ more: [(String, String)] = []) -> any CounterHandler {
            metrics.makeCounter(label: "understudy_" + name, dimensions: [("action", action)] + more)
        }
        classes = (1...5).map { counter("requests_total", [("status", "\($0)xx")]) }
        errors = counter("errors_total")
        throttles = counter("throttles_total")
        duration = metrics.makeTimer(
            label: "understudy_request_duration_seconds",
            dimensions: [("action", action)]
        )
        requestBytes = counter("request_bytes_total")
        responseBytes = counter("response_bytes_total")
        newPolls = counter("polls_total", [("result", "new")])
        samePolls = counter("polls_total", [("result", "same")])
    }

    /// Counts one answer.
    func count(_ exchange: ObservedExchange, outcome: PollMemory.Outcome?) {
        // A status outside of HTTP's classes counts as a server error.
        classes[(1...5).contains(exchange.status / 100) ? exchange.status / 100 - 1 : 4].increment(by: 1)
        if exchange.status >= 400 { errors.increment(by: 1) }
        if exchange.status == 429 { throttles.increment(by: 1) }
        duration.recordNanoseconds(exchange.duration.nanoseconds)
        requestBytes.increment(by: Int64(exchange.requestBytes))
        responseBytes.increment(by: Int64(exchange.responseBody.count))
        if outcome == .new { newPolls.increment(by: 1) }
        if outcome == .same { samePolls.increment(by: 1) }
    }
}

/// The metrics of one table or index.
struct ResourceMetrics: Sendable {
    let read: any FloatingPointCounterHandler
    let write: any FloatingPointCounterHandler

    init(_ resource: CapacityUsage.Resource, _ metrics: PrometheusMetrics) {
        let labels = [("table", resource.table), ("index", resource.index ?? "")]
        read = metrics.makeFloatingPointCounter(
            label: "understudy_consumed_read_capacity_units_total",
            dimensions: labels
        )
        write = metrics.makeFloatingPointCounter(
            label: "understudy_consumed_write_capacity_units_total",
            dimensions: labels
        )
    }
}

extension Duration {
    /// The duration in nanoseconds, saturating.
    var nanoseconds: Int64 {
        let (seconds, parts) = components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, spills) = product.addingReportingOverflow(parts / 1_000_000_000)
        return overflows || spills ? .max : sum
    }
}
