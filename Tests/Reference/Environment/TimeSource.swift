import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A clock, replaceable so that a mock can freeze or advance the time.
public protocol TimeSource: Sendable {
    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    func now() -> Int
}

/// The system clock.
public struct SystemTime: TimeSource {
    /// Creates a source.
    public init() {}

    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        Int(Date().timeIntervalSince1970 * 1_000)
    }
}

/// A clock with an offset to the system clock, which starts at the time that a fixture's `clock` gives.
public struct ShiftedTime: TimeSource {
    private let start: Int
    private let origin = ContinuousClock.now

    /// Creates a clock that reads `start` now, in milliseconds since 1970-01-01T00:00Z.
    public init(startingAt start: Int) {
        self.start = start
    }

    /// Returns the time in milliseconds since 1970-01-01T00:00Z; it saturates at `Int.max`.
    public func now() -> Int {
        let passed = (ContinuousClock.now - origin).components
        let milliseconds = Int(passed.seconds) * 1_000 + Int(passed.attoseconds / 1_000_000_000_000_000)
        let (time, isOverflow) = start.addingReportingOverflow(milliseconds)
        return isOverflow ? .max : time
    }
}

/// A clock that advances by a millisecond on every read, so that no two requests have the same time.
public final class SteppingTime: TimeSource {
    private let time: Mutex<Int>

    /// Creates a clock that reads `start` at first, in milliseconds since 1970-01-01T00:00Z.
    public init(_ start: Int = 1_767_225_600_000) {
        time = Mutex(start)
    }

    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        time.withLock { time in
            time += 1
            return time
        }
    }
}

/// A clock that only changes when it is set or advanced, for repeatable runs.
public final class ManualTime: TimeSource {
    private let time: Mutex<Int>

    /// Creates a clock that reads `start`, in milliseconds since 1970-01-01T00:00Z.
    public init(_ start: Int) {
        time = Mutex(start)
    }

    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        time.withLock { $0 }
    }

    /// Advances the clock, or moves it back when `milliseconds` is negative.
    public func advance(by milliseconds: Int) {
        time.withLock { $0 += milliseconds }
    }

    /// Sets the clock.
    public func set(_ milliseconds: Int) {
        time.withLock { $0 = milliseconds }
    }
}
