import Synchronization

/// A clock that advances by a millisecond with every reading: no two requests of a run have the same time.
final class SteppingClock: Sendable {
    private let time: Mutex<Int>

    /// Creates a clock that starts at a time in milliseconds since 1970-01-01T00:00Z.
    init(_ start: Int = 1_767_225_600_000) {
        time = Mutex(start)
    }

    /// Returns the time in milliseconds since 1970-01-01T00:00Z, and advances it.
    func now() -> Int {
        time.withLock { time in
            time += 1
            return time
        }
    }
}
