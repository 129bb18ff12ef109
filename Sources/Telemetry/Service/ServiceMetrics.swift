import CoreMetrics
import Synchronization
import Tables

/// Counts what a service was asked and what that cost: the figures that its owners would watch in production.
///
/// Labels are few by design: an action that the service does not have is counted as `other`, and no label names a
/// session.
public final class ServiceMetrics: Sendable {
    /// The figures' home.
    public let metrics: PrometheusMetrics
    private let state: Mutex<State>
    private let concurrent: any MeterHandler
    private let concurrentMaximum: any MeterHandler

    /// Makes the metrics of a service.
    ///
    /// - Parameters:
    ///   - actions: The names that a label may say.
    ///   - measures: The times that begin and end with different requests, by name, and what they say.
    ///   - metrics: Where the figures go.
    ///   - rememberedReads: How many different reads poll efficiency is computed over; up to twice as many are kept.
    public init(
        actions: some Sequence<String>,
        measures: [String: String] = [:],
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
        describe(measures)
    }

    /// Counts by the names of another contract from now on; what was counted stays.
    public func replace(actions: some Sequence<String>, measures: [String: String]) {
        describe(measures)
        state.withLock { state in
            state.names = Set(actions)
            state.measures = [:]
        }
    }

    private func describe(_ measures: [String: String]) {
        for (name, help) in measures {
            metrics.describe(MeasureMetrics.label(name), help: help, bounds: MeasureMetrics.bounds)
        }
    }

    /// Counts a request that is now under way; ``record(_:)`` or ``abandon()`` ends it.
    public func begin() {
        state.withLock { state in
            state.running += 1
            concurrent.set(Int64(state.running))
            guard state.running > state.maximum else { return }
            state.maximum = state.running
            concurrentMaximum.set(Int64(state.maximum))
        }
    }

    /// Ends a request that got no answer, such as one whose client went away.
    public func abandon() {
        state.withLock { end(&$0) }
    }

    /// Ends a request and counts its answer.
    /// - Complexity: O(*b* + *p*) for a body of *b* bytes, hashed where a read has no `ETag`, and *p* places read or
    ///   written.
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
                places: exchange.usage.units.map { (state.place($0.key, metrics), $0.value) },
                measured: exchange.measured.map { (state.measure($0.measure, metrics), $0.duration) }
            )
        }
        handlers.action.count(exchange, outcome: handlers.outcome)
        for (place, units) in handlers.places {
            place.read.increment(by: units.read)
            place.write.increment(by: units.write)
        }
        for (timer, duration) in handlers.measured { timer.recordNanoseconds(duration.nanoseconds) }
        for fault in exchange.faults {
            metrics.makeCounter(label: "understudy_faults_total", dimensions: [("kind", fault)]).increment(
                by: 1
            )
        }
    }

    /// All figures in Prometheus' text format, version 0.0.4.
    public func exposition() -> [UInt8] { metrics.exposition() }

    private func end(_ state: inout State) {
        state.running = max(0, state.running - 1)
        concurrent.set(Int64(state.running))
    }

    /// Hashes of the read and of what it brought; `nil` where the exchange is no successful read.
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
        var places: [(PlaceMetrics, CapacityUsage.Units)]
        var measured: [(timer: any TimerHandler, duration: Duration)]
    }

    private struct State: Sendable {
        /// The names that a label may say.
        var names: Set<String>
        var running = 0
        var maximum = 0
        var polls: PollMemory
        var actions: [String: ActionMetrics] = [:]
        var places: [CapacityUsage.Place: PlaceMetrics] = [:]
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

        mutating func place(_ place: CapacityUsage.Place, _ metrics: PrometheusMetrics) -> PlaceMetrics {
            if let known = places[place] { return known }
            let made = PlaceMetrics(place, metrics)
            places[place] = made
            return made
        }
    }

    private static let descriptions = [
        "requests_total": "Requests answered, by action and class of status.",
        "errors_total": "Answers of status 400 and above.",
        "throttles_total": "Answers of status 429.",
        "request_duration_seconds": "How long answers took.",
        "request_bytes_total": "Bytes of request bodies.",
        "response_bytes_total": "Bytes of answer bodies.",
        "polls_total":
            "Repeated reads of one session with the same arguments, by whether they brought something new.",
        "faults_total": "Faults put in on purpose, by kind.",
        "concurrent_executions": "Requests under way.",
        "concurrent_executions_maximum": "The most requests that were under way at once.",
        "consumed_read_capacity_units_total":
            "DynamoDB read units used; the table itself has an empty index label.",
        "consumed_write_capacity_units_total":
            "DynamoDB write units used; the table itself has an empty index label.",
    ]
}
