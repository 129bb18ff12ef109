import Synchronization

/// The clock of one session: it runs at the system's rate or a multiple of it, is frozen, or steps with each request.
///
/// The time never goes backwards unless that is requested, because records are ordered by time.
public final class SessionClock: Sendable {
    /// The way in which the clock advances.
    public enum Motion: Sendable, Hashable {
        /// At the system's rate times a factor: 1 is real time, 60 is a minute per second.
        case running(rate: Double)
        /// Not at all.
        case frozen
        /// By this many milliseconds with every request that may write, and not between requests, for repeatable
        /// runs.
        case stepping(milliseconds: Int)
    }

    /// The latest time of a clock: the end of the year 9999, in milliseconds since 1970-01-01T00:00Z.
    public static let latest = 253_402_300_799_999

    fileprivate struct State {
        var motion: Motion
        /// The clock's time at the last change of its motion.
        var anchor: Int
        /// The monotonic system time of that change, in nanoseconds.
        var origin: UInt64
        /// The latest time returned.
        var shown: Int
    }

    private let elapsed: @Sendable () -> UInt64
    private let state: Mutex<State>

    /// Creates a clock.
    ///
    /// - Parameters:
    ///   - start: The initial time, in milliseconds since 1970-01-01T00:00Z.
    ///   - motion: The way in which the clock advances.
    ///   - elapsed: The monotonic system time in nanoseconds.
    public init(
        startingAt start: Int,
        motion: Motion = .running(rate: 1),
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime
    ) {
        self.elapsed = elapsed
        state = Mutex(State(motion: motion, anchor: start, origin: elapsed(), shown: start))
    }

    /// Returns the monotonic system time in nanoseconds.
    @Sendable public static func machineTime() -> UInt64 {
        let passed = (ContinuousClock.now - origin).components
        return UInt64(clamping: passed.seconds) &* 1_000_000_000
            &+ UInt64(clamping: passed.attoseconds / 1_000_000_000)
    }

    private static let origin = ContinuousClock.now

    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        withState { state, instant in state.time(at: instant) }
    }

    /// The way in which the clock advances.
    public var motion: Motion { state.withLock(\.motion) }

    /// Starts a request that may write: a stepping clock advances by its step.
    public func beginRequest() {
        state.withLock { state in
            guard case .stepping(let step) = state.motion else { return }
            state.anchor = Self.bounded(state.anchor, plus: step)
        }
    }

    /// Sets the clock, advances it and changes its motion, atomically.
    ///
    /// - Parameters:
    ///   - time: The new time, in milliseconds since 1970-01-01T00:00Z; `nil` for the current time.
    ///   - milliseconds: The time to advance after that.
    ///   - motion: The new motion; `nil` to keep the current one.
    ///   - allowsBackwards: Whether the new time may be earlier than the current one.
    /// - Throws: ``SessionClockError/backwards(from:to:)`` for an earlier time, ``SessionClockError/outOfRange(_:)``
    ///   for a time out of range; nothing was changed then.
    public func change(
        to time: Int? = nil,
        by milliseconds: Int = 0,
        motion: Motion? = nil,
        allowsBackwards: Bool = false
    ) throws(SessionClockError) {
        try withState { (state, instant) throws(SessionClockError) in
            let shown = state.time(at: instant)
            let start = time ?? shown
            guard (0...Self.latest).contains(start) else { throw .outOfRange(start) }
            let (target, isOverflow) = start.addingReportingOverflow(milliseconds)
            guard !isOverflow, (0...Self.latest).contains(target) else {
                throw .outOfRange(isOverflow ? (milliseconds < 0 ? .min : .max) : target)
            }
            guard target >= shown || allowsBackwards else { throw .backwards(from: shown, to: target) }
            state.anchor = target
            state.origin = instant
            state.shown = target
            if let motion { state.motion = motion }
        }
    }

    /// Calls a body with the state and the current monotonic system time.
    ///
    /// The time is read within the lock: one that was read before it could be earlier than the last change.
    private func withState<Result, Failure: Error>(
        _ body: (inout State, UInt64) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { (state) throws(Failure) in try body(&state, elapsed()) }
    }

    fileprivate static func bounded(_ time: Int, plus milliseconds: Int) -> Int {
        let (sum, isOverflow) = time.addingReportingOverflow(milliseconds)
        return isOverflow ? latest : min(sum, latest)
    }
}

extension SessionClock.State {
    /// Returns the clock's time at a monotonic system time.
    fileprivate mutating func time(at instant: UInt64) -> Int {
        var time = anchor
        if case .running(let rate) = motion {
            let passed = Double(instant &- origin) / 1_000_000 * rate
            time = SessionClock.bounded(anchor, plus: Int(min(passed, Double(SessionClock.latest))))
        }
        shown = max(shown, time)
        return shown
    }
}

/// The reason why a clock was not set.
public enum SessionClockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The new time is earlier than the current one, in milliseconds since 1970-01-01T00:00Z.
    case backwards(from: Int, to: Int)
    /// The time is before 1970 or after 9999.
    case outOfRange(Int)

    /// The problem and the remedy, on one line.
    public var description: String {
        switch self {
        case .backwards(let from, let to):
            "the time \(to) is earlier than the clock's time \(from): records would be out of order; confirm it with "
                + "\"backwards\": true, or reset the session"
        case .outOfRange:
            "the time is not between 0 and \(SessionClock.latest) milliseconds since 1970-01-01T00:00Z"
        }
    }
}
