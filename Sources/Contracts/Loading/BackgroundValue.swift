import Dispatch
import Synchronization

/// A value that is computed on another thread while the one that needs it goes on.
///
/// It is for some milliseconds of work in code that cannot suspend; elsewhere `async let` does the same. Where no thread was free,
/// the one that asks for the value computes it, so that nothing ever waits for a thread.
final class BackgroundValue<Value: Sendable>: Sendable {
    private enum State {
        case open(@Sendable () -> Value)
        case computed(Value)
    }

    private let state: Mutex<State>

    init(_ compute: @escaping @Sendable () -> Value) {
        state = Mutex(.open(compute))
        DispatchQueue.global(qos: .userInitiated).async { _ = self.value }
    }

    /// The value; it is waited for.
    var value: Value {
        state.withLock { state in
            switch state {
            case .computed(let value): return value
            case .open(let compute):
                let value = compute()
                state = .computed(value)
                return value
            }
        }
    }
}
