import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Where times come from, so that a mock can stand still or be wound on.
public protocol TimeSource: Sendable {
    /// The time in milliseconds since 1970-01-01T00:00Z.
    func now() -> Int
}

/// The machine's clock.
public struct SystemTime: TimeSource {
    /// Makes a source.
    public init() {}

    /// The time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        Int(Date().timeIntervalSince1970 * 1_000)
    }
}

/// A clock that starts at a given moment and runs on as the machine's does: what a fixture's `clock` asks for.
public struct ShiftedTime: TimeSource {
    private let start: Int
    private let origin = ContinuousClock.now

    /// Makes a clock that shows `start` now, in milliseconds since 1970-01-01T00:00Z.
    public init(startingAt start: Int) {
        self.start = start
    }

    /// The time in milliseconds since 1970-01-01T00:00Z; it stops at the last one that an `Int` holds.
    public func now() -> Int {
        let passed = (ContinuousClock.now - origin).components
        let milliseconds = Int(passed.seconds) * 1_000 + Int(passed.attoseconds / 1_000_000_000_000_000)
        let (time, isOverflow) = start.addingReportingOverflow(milliseconds)
        return isOverflow ? .max : time
    }
}

/// A clock that is a millisecond later each time somebody looks at it: no two requests have the same time.
public final class SteppingTime: TimeSource {
    private let moment: Mutex<Int>

    /// Makes a clock that shows `start` at first, in milliseconds since 1970-01-01T00:00Z.
    public init(_ start: Int = 1_767_225_600_000) {
        moment = Mutex(start)
    }

    /// The time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        moment.withLock { moment in
            moment += 1
            return moment
        }
    }
}

/// A clock that only moves when it is told to: runs repeat exactly.
public final class ManualTime: TimeSource {
    private let moment: Mutex<Int>

    /// Makes a clock that shows `start`, in milliseconds since 1970-01-01T00:00Z.
    public init(_ start: Int) {
        moment = Mutex(start)
    }

    /// The time in milliseconds since 1970-01-01T00:00Z.
    public func now() -> Int {
        moment.withLock { $0 }
    }

    /// Moves the clock on, or back when negative.
    public func advance(by milliseconds: Int) {
        moment.withLock { $0 += milliseconds }
    }

    /// Sets the clock.
    public func set(_ milliseconds: Int) {
        moment.withLock { $0 = milliseconds }
    }
}
