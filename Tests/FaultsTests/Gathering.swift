import Synchronization

/// Lets requests that arrive soon after each other go on together, as those of clients on other machines may.
///
/// A shell starts one process after the other, and an endpoint on the same machine has answered the first one by then.
final class Gathering: Sendable {
    private struct State {
        var waiting: [CheckedContinuation<Void, Never>] = []
        var arrivals = 0
    }

    private let state = Mutex(State())
    private let quietTime: Duration

    /// Creates it with the time without an arrival after which those that wait go on.
    init(quietTime: Duration) {
        self.quietTime = quietTime
    }

    /// Waits until no other request arrives.
    func wait() async {
        await withCheckedContinuation { continuation in
            let arrival = state.withLock { state in
                state.waiting.append(continuation)
                state.arrivals += 1
                return state.arrivals
            }
            Task {
                try? await Task.sleep(for: quietTime)
                let together = state.withLock { state in
                    guard state.arrivals == arrival else { return [CheckedContinuation<Void, Never>]() }
                    defer { state.waiting = [] }
                    return state.waiting
                }
                for continuation in together { continuation.resume() }
            }
        }
    }
}
