/// Something that happens where nothing else does: middlemen close a connection that is silent, and a server sees only by
/// writing that its client has gone.
enum Heartbeat {
    /// The seconds between two.
    static let seconds = 15

    /// Starts it; it goes on until the task is cancelled.
    static func start(_ beat: @escaping @Sendable () -> Void) -> Task<Void, Never> {
        Task {
            while (try? await Task.sleep(for: .seconds(seconds))) != nil { beat() }
        }
    }
}
