import Synchronization

/// A rate limiter of all attempts: spreads requests evenly, up to a maximum rate, and slows down when the endpoint asks for it.
final class RateLimiter: Sendable {
    private let schedule: Mutex<RateLimiterSchedule>
    private let start = ContinuousClock.now

    /// Creates a limiter with a maximum rate in requests per second; `nil` for no limit.
    init(requestsPerSecond: Double?) {
        schedule = Mutex(RateLimiterSchedule(requestsPerSecond: requestsPerSecond))
    }

    /// Waits until one request may be sent; returns early when the task is cancelled.
    func turn() async {
        let start = start
        let turn: Duration? = schedule.withLock { schedule in
            schedule.isFree ? nil : schedule.turn(at: ContinuousClock.now - start)
        }
        guard let turn else { return }
        try? await ContinuousClock().sleep(until: start + turn)
    }

    /// Records that the endpoint answered a request and did not ask to wait.
    func answered() {
        schedule.withLock { $0.answered() }
    }

    /// Records that the endpoint asked to wait.
    func refused(requestSentAt sending: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        schedule.withLock { $0.refused(requestSentAt: sending - start, now: now - start) }
    }
}

/// The schedule of requests, in time since the start of the run.
struct RateLimiterSchedule: Sendable {
    private static let firstInterval = Duration.milliseconds(10)
    private static let longestInterval = Duration.seconds(1)
    /// The remaining slowdown after a response that asked to wait.
    private static let recovery = 0.98

    /// The minimum time between two requests.
    private let shortest: Duration
    private var interval: Duration
    private var next = Duration.zero
    private var slowedDown = Duration.zero

    init(requestsPerSecond: Double?) {
        shortest = requestsPerSecond.map { .seconds(1 / max($0, 0.001)) } ?? .zero
        interval = shortest
    }

    /// Whether requests are not delayed.
    var isFree: Bool { interval == .zero }

    /// Reserves the next slot: not before now, and not before the slots that were reserved are over.
    mutating func turn(at now: Duration) -> Duration {
        let turn = max(now, next)
        next = turn + interval
        return turn
    }

    /// Records a response: a slowed-down rate returns to the allowed one step by step.
    mutating func answered() {
        guard interval > shortest else { return }
        interval = max(shortest, interval * Self.recovery)
        if interval < shortest + .milliseconds(1) { interval = shortest }
    }

    /// Records that the endpoint asked to wait: halves the rate, once for all requests in flight.
    mutating func refused(requestSentAt sending: Duration, now: Duration) {
        guard sending >= slowedDown else { return }
        slowedDown = now
        interval = max(shortest, min(max(interval * 2, Self.firstInterval), Self.longestInterval))
    }
}
