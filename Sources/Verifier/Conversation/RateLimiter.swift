import Synchronization

/// Lets requests go out evenly, over all attempts: as fast as is allowed, and slower where the endpoint asks for it.
final class RateLimiter: Sendable {
    private let schedule: Mutex<RateLimiterSchedule>
    private let start = ContinuousClock.now

    /// Starts a pace of so many requests a second at most; `nil` for no limit.
    init(requestsPerSecond: Double?) {
        schedule = Mutex(RateLimiterSchedule(requestsPerSecond: requestsPerSecond))
    }

    /// Waits for the turn of one request; returns early when the task is cancelled.
    func turn() async {
        let start = start
        let turn: Duration? = schedule.withLock { schedule in
            schedule.isFree ? nil : schedule.turn(at: ContinuousClock.now - start)
        }
        guard let turn else { return }
        try? await ContinuousClock().sleep(until: start + turn)
    }

    /// Notes that the endpoint answered a request and did not ask to wait.
    func answered() {
        schedule.withLock { $0.answered() }
    }

    /// Notes that the endpoint asked to wait.
    func refused(requestSentAt sending: ContinuousClock.Instant) {
        let now = ContinuousClock.now
        schedule.withLock { $0.refused(requestSentAt: sending - start, now: now - start) }
    }
}

/// When requests go out, in time since the start of the run.
struct RateLimiterSchedule: Sendable {
    private static let firstInterval = Duration.milliseconds(10)
    private static let longestInterval = Duration.seconds(1)
    /// What is left of what was slowed down after an answer.
    private static let recovery = 0.98

    /// The least time between two requests.
    private let shortest: Duration
    private var interval: Duration
    private var next = Duration.zero
    private var slowedDown = Duration.zero

    init(requestsPerSecond: Double?) {
        shortest = requestsPerSecond.map { .seconds(1 / max($0, 0.001)) } ?? .zero
        interval = shortest
    }

    /// Whether nothing has to wait.
    var isFree: Bool { interval == .zero }

    /// Takes the next turn: not before now, and not before the turns that were taken are over.
    mutating func turn(at now: Duration) -> Duration {
        let turn = max(now, next)
        next = turn + interval
        return turn
    }

    /// Notes an answer: what was slowed down comes back to the pace that is allowed.
    mutating func answered() {
        guard interval > shortest else { return }
        interval = max(shortest, interval * Self.recovery)
        if interval < shortest + .milliseconds(1) { interval = shortest }
    }

    /// Notes that the endpoint asked to wait: half as fast, once for all requests that were under way.
    mutating func refused(requestSentAt sending: Duration, now: Duration) {
        guard sending >= slowedDown else { return }
        slowedDown = now
        interval = max(shortest, min(max(interval * 2, Self.firstInterval), Self.longestInterval))
    }
}
