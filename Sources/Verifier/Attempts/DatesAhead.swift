import Synchronization

/// How far ahead of the clock the dates of records may be: of several within a millisecond a service may date each later than the
/// one before, so that what is written after them seems older.
final class DatesAhead: Sendable {
    /// What is waited for at most.
    private static let longest = Duration.milliseconds(200)
    /// What a request that writes may add: a record and another one that follows from it.
    private static let step = Duration.milliseconds(2)

    private let state: Mutex<(ahead: Duration, instant: ContinuousClock.Instant)>

    /// Begins with dates that are right.
    init(at instant: ContinuousClock.Instant = .now) {
        state = Mutex((.zero, instant))
    }

    /// Notes a request that may write.
    func noteWrite(at instant: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state = (min(Self.left(of: state, at: instant) + Self.step, Self.longest), instant)
        }
    }

    /// Returns for how long the dates may still be ahead.
    func remaining(at instant: ContinuousClock.Instant = .now) -> Duration {
        state.withLock { Self.left(of: $0, at: instant) }
    }

    private static func left(
        of state: (ahead: Duration, instant: ContinuousClock.Instant),
        at instant: ContinuousClock.Instant
    ) -> Duration {
        max(.zero, state.ahead - (instant - state.instant))
    }
}
