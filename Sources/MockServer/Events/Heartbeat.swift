/// A periodic event on an idle stream: proxies close idle connections, and a server only detects a disconnected
/// client by writing.
enum Heartbeat {
    /// The interval in seconds.
    static let seconds = 15

    /// Starts the heartbeat; it runs until the task is cancelled.
    static func start(_ beat: @escaping @Sendable () -> Void) -> Task<Void, Never> {
        Task {
            while (try? await Task.sleep(for: .seconds(seconds))) != nil { beat() }
        }
    }
}
