import Synchronization

/// A clock that a test sets, in milliseconds.
final class TestClock: Sendable {
    private let time = Mutex(1_000_000_000_000)

    var now: Int {
        get { time.withLock { $0 } }
        set { time.withLock { $0 = newValue } }
    }
}
