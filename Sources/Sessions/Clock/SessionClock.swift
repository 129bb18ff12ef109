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
        withState { state, instant in state.time(at: instant) }
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

    /// Sets the clock, moves it on, changes how it moves from now on: all of it at one moment, or nothing.
    ///
    /// - Parameters:
    ///   - time: What it shows from now on, in milliseconds since 1970-01-01T00:00Z; `nil` for what it shows now.
    ///   - milliseconds: How far it is moved on after that.
    ///   - motion: How it moves from now on; `nil` for as before.
    ///   - allowsBackwards: Whether it may show an earlier time than before.
    /// - Throws: ``SessionClockError/backwards(from:to:)`` for an earlier time,
    ///   ``SessionClockError/outOfRange(_:)`` for a time that is none; nothing was changed then.
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

    /// Does something at a moment of the machine's time.
    ///
    /// The moment is taken within the lock: one that was taken before it could be earlier than the last change's.
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
