import Synchronization

/// The clock of one session: it runs, faster or slower than the machine's, stands still, or takes a step a request.
///
/// Times never go backwards unless that is asked for: records are ordered by them.
public final class SessionClock: Sendable {
    /// How the clock moves by itself.
    public enum Motion: Sendable, Hashable {
        /// As the machine's clock, times a factor: 1 is real time, 60 a minute a second.
        case running(rate: Double)
        /// Not at all.
        case frozen
        /// By so many milliseconds with every request that may write, and not between requests: what runs need that repeat exactly.
        case stepping(milliseconds: Int)
    }

    /// The last moment that a clock can show: the end of the year 9999, in milliseconds since 1970-01-01T00:00Z.
    public static let latest = 253_402_300_799_999

    fileprivate struct State {
        var motion: Motion
        /// What the clock showed when its motion last changed.
        var anchor: Int
        /// The machine's time then, in nanoseconds.
        var origin: UInt64
        /// The latest time that was given out.
        var shown: Int
    }

    private let elapsed: @Sendable () -> UInt64
    private let state: Mutex<State>

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - start: What it shows now, in milliseconds since 1970-01-01T00:00Z.
    ///   - motion: How it moves.
    ///   - elapsed: The machine's time in nanoseconds from any moment on, which never goes back.
    public init(
        startingAt start: Int,
        motion: Motion = .running(rate: 1),
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime
    ) {
        self.elapsed = elapsed
        state = Mutex(State(motion: motion, anchor: start, origin: elapsed(), shown: start))
    }

    /// The machine's monotonic time in nanoseconds.
    @Sendable public static func machineTime() -> UInt64 {
        let passed = (ContinuousClock.now - origin).components
        return UInt64(clamping: passed.seconds) &* 1_000_000_000
            &+ UInt64(clamping: passed.attoseconds / 1_000_000_000)
    }

    private static let origin = ContinuousClock.now

    /// The time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        state.withLock { $0.time(at: elapsed()) }
    }

    /// How the clock moves.
    public var motion: Motion { state.withLock(\.motion) }

    /// Begins a request that may write: a stepping clock takes its step.
    public func beginRequest() {
        state.withLock { state in
            guard case .stepping(let step) = state.motion else { return }
            state.anchor = Self.bounded(state.anchor, plus: step)
        }
    }

    /// Changes how the clock moves from now on.
    public func move(_ motion: Motion) {
        let instant = elapsed()
        state.withLock { state in
            state.anchor = state.time(at: instant)
            state.origin = instant
            state.motion = motion
        }
    }

    /// Moves the clock on, or back where that is asked for.
    ///
    /// - Throws: ``SessionClockError/backwards(from:to:)`` for less than nothing,
    ///   ``SessionClockError/outOfRange(_:)`` for a time that is none.
    public func advance(
        by milliseconds: Int,
        allowsBackwards: Bool = false
    ) throws(SessionClockError) {
        let (time, isOverflow) = now().addingReportingOverflow(milliseconds)
        guard !isOverflow else { throw .outOfRange(.max) }
        try set(time, allowsBackwards: allowsBackwards)
    }

    /// Sets the clock.
    ///
    /// - Parameters:
    ///   - time: What it shows from now on, in milliseconds since 1970-01-01T00:00Z.
    ///   - allowsBackwards: Whether it may show an earlier time than before.
    /// - Throws: ``SessionClockError/backwards(from:to:)`` or ``SessionClockError/outOfRange(_:)``.
    public func set(_ time: Int, allowsBackwards: Bool = false) throws(SessionClockError) {
        guard (0...Self.latest).contains(time) else { throw .outOfRange(time) }
        let instant = elapsed()
        let shown: Int? = state.withLock { state in
            let shown = state.time(at: instant)
            if time < shown, !allowsBackwards { return shown }
            state.anchor = time
            state.origin = instant
            state.shown = time
            return nil
        }
        if let shown { throw .backwards(from: shown, to: time) }
    }

    fileprivate static func bounded(_ time: Int, plus milliseconds: Int) -> Int {
        let (sum, isOverflow) = time.addingReportingOverflow(milliseconds)
        return isOverflow ? latest : min(sum, latest)
    }
}

extension SessionClock.State {
    /// What the clock shows at a moment of the machine's time.
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

/// Why a clock was not set.
public enum SessionClockError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It would show an earlier time than before, in milliseconds since 1970-01-01T00:00Z.
    case backwards(from: Int, to: Int)
    /// The time is before 1970 or after 9999.
    case outOfRange(Int)

    /// What is wrong and what to do, on one line.
    public var description: String {
        switch self {
        case .backwards(let from, let to):
            "the clock shows \(from) and \(to) is earlier: records would no longer be in order; ask for it with "
                + "\"backwards\": true, or reset the session"
        case .outOfRange:
            "the time is not between 0 and \(SessionClock.latest) milliseconds since 1970-01-01T00:00Z"
        }
    }
}
