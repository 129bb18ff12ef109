import CoreMetrics
import Synchronization
import Tables

/// The metrics of a service and its use: what its owners would monitor in production.
///
/// Label cardinality is low by design: an action that the service does not have is counted as `other`, and no label
/// contains a session.
public final class ServiceMetrics: Sendable {
    /// The registry of the metrics.
    public let metrics: PrometheusMetrics
    private let state: Mutex<State>
    private let concurrent: any MeterHandler
    private let concurrentMaximum: any MeterHandler

    /// Creates the metrics of a service.
    ///
    /// - Parameters:
    ///   - actions: The allowed values of the action label.
    ///   - measures: The names of durations that start and end with different requests, and their help texts.
    ///   - thresholds: The seconds by which a measure is late, by its name: bounds of its histogram.
    ///   - metrics: The registry to use.
    ///   - rememberedReads: The number of different reads over which poll efficiency is computed; up to twice as many
    ///     are kept.
    public init(
        actions: some Sequence<String>,
        measures: [String: String] = [:],
        thresholds: [String: Double] = [:],
        metrics: PrometheusMetrics = PrometheusMetrics(),
        rememberedReads: Int = 10_000
    ) {
        self.metrics = metrics
        for (name, help) in Self.descriptions { metrics.describe("understudy_" + name, help: help) }
        concurrent = metrics.makeMeter(label: "understudy_concurrent_executions", dimensions: [])
        concurrentMaximum = metrics.makeMeter(
            label: "understudy_concurrent_executions_maximum",
            dimensions: []
        )
        state = Mutex(State(names: Set(actions), polls: PollMemory(limit: rememberedReads)))
        describe(measures, thresholds)
    }

    /// Replaces the actions and measures by those of another contract; counts are kept.
    public func replace(
        actions: some Sequence<String>,
        measures: [String: String],
        thresholds: [String: Double] = [:]
    ) {
        describe(measures, thresholds)
        state.withLock { state in
            state.names = Set(actions)
            state.measures = [:]
        }
    }

    private func describe(_ measures: [String: String], _ thresholds: [String: Double]) {
        for (name, help) in measures {
            let bounds = MeasureMetrics.bounds + (thresholds[name].map { [$0] } ?? [])
            metrics.describe(MeasureMetrics.label(name), help: help, bounds: bounds)
            metrics.describe(
                MeasureMetrics.oldestLabel(name),
                help: "The time of the record that waits longest for the end of this: \(help)"
            )
        }
    }

    /// Sets for how long the oldest record has been waiting for the end of a measure; 0 where none waits.
    public func setOldest(_ seconds: Double, of measure: String) {
        metrics.makeMeter(label: MeasureMetrics.oldestLabel(measure), dimensions: []).set(seconds)
    }

    /// Counts a request as in flight until ``record(_:)`` or ``abandon()`` ends it.
    public func begin() {
        state.withLock { state in
            state.running += 1
            concurrent.set(Int64(state.running))
            guard state.running > state.maximum else { return }
            state.maximum = state.running
            concurrentMaximum.set(Int64(state.maximum))
        }
    }

    /// Ends a request without an answer, for example when its client disconnected.
    public func abandon() {
        state.withLock { end(&$0) }
    }

    /// Ends a request and counts its answer.
    /// - Complexity: O(*b* + *r*) for a body of *b* bytes, hashed when a read has no `ETag`, and *r* tables and
    ///   indexes that were used.
    public func record(_ exchange: ObservedExchange) {
        let action = state.withLock { state in
            exchange.action.flatMap { state.names.contains($0) ? $0 : nil } ?? "other"
        }
        let read = Self.identity(of: exchange, action: action)
        let handlers = state.withLock { state in
            end(&state)
            let outcome = read.map { state.polls.note($0.read, content: $0.content) }
            return Handlers(
                action: state.action(action, metrics),
                outcome: outcome,
                resources: exchange.usage.units.map { (state.resource($0.key, metrics), $0.value) },
                measured: exchange.measured.map { (state.measure($0.measure, metrics), $0.duration) }
            )
        }
        handlers.action.count(exchange, outcome: handlers.outcome)
        for (resource, units) in handlers.resources {
            resource.read.increment(by: units.read)
            resource.write.increment(by: units.write)
        }
        for (timer, duration) in handlers.measured { timer.recordNanoseconds(duration.nanoseconds) }
        for fault in exchange.faults {
            metrics.makeCounter(label: "understudy_faults_total", dimensions: [("kind", fault)]).increment(
                by: 1
            )
        }
    }

    /// Exports all metrics in Prometheus' text format, version 0.0.4.
    public func exposition() -> [UInt8] { metrics.exposition() }

    private func end(_ state: inout State) {
        state.running = max(0, state.running - 1)
        concurrent.set(Int64(state.running))
    }

    /// Returns hashes of the read and of its content; `nil` when the exchange is not a successful read.
    private static func identity(of exchange: ObservedExchange, action: String) -> (read: Int, content: Int?)?
    {
        guard exchange.isRead, exchange.status == 304 || (200..<300).contains(exchange.status),
            action != "other"
        else { return nil }
        var read = Hasher()
        read.combine(exchange.session)
        read.combine(action)
        read.combine(exchange.arguments)
        if exchange.status == 304 { return (read.finalize(), nil) }
        var content = Hasher()
        if let tag = exchange.entityTag {
            content.combine(tag)
        } else {
            content.combine(exchange.responseBody)
        }
        return (read.finalize(), content.finalize())
    }

    private struct Handlers: Sendable {
        var action: ActionMetrics
        var outcome: PollMemory.Outcome?
        var resources: [(ResourceMetrics, CapacityUsage.Units)]
        var measured: [(timer: any TimerHandler, duration: Duration)]
    }

    private struct State: Sendable {
        /// The allowed values of the action label.
        var names: Set<String>
        var running = 0
        var maximum = 0
        var polls: PollMemory
        var actions: [String: ActionMetrics] = [:]
        var resources: [CapacityUsage.Resource: ResourceMetrics] = [:]
        var measures: [String: any TimerHandler] = [:]

        mutating func action(_ name: String, _ metrics: PrometheusMetrics) -> ActionMetrics {
            if let known = actions[name] { return known }
            let made = ActionMetrics(name, metrics)
            actions[name] = made
            return made
        }

        mutating func measure(_ name: String, _ metrics: PrometheusMetrics) -> any TimerHandler {
            if let known = measures[name] { return known }
            let made = metrics.makeTimer(label: MeasureMetrics.label(name), dimensions: [])
            measures[name] = made
            return made
        }

        mutating func resource(_ resource: CapacityUsage.Resource, _ metrics: PrometheusMetrics)
            -> ResourceMetrics
        {
            if let known = resources[resource] { return known }
            let made = ResourceMetrics(resource, metrics)
            resources[resource] = made
            return made
        }
    }

    private static let descriptions = [
        "requests_total": "Answered requests, by action and status class.",
        "errors_total": "Answers with a status of 400 or above.",
        "throttles_total": "Answers with status 429.",
        "request_duration_seconds": "Request duration.",
        "request_bytes_total": "Bytes of request bodies.",
        "response_bytes_total": "Bytes of answer bodies.",
        "polls_total":
            "Repeated reads of a session with the same arguments, by whether they returned new content.",
        "faults_total": "Injected faults, by kind.",
        "concurrent_executions": "Requests in flight.",
        "concurrent_executions_maximum": "Maximum number of concurrent requests.",
        "consumed_read_capacity_units_total":
            "Consumed DynamoDB read units; the index label is empty for the table itself.",
        "consumed_write_capacity_units_total":
            "Consumed DynamoDB write units; the index label is empty for the table itself.",
    ]
}
