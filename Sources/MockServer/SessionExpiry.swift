import ServiceLifecycle
import Sessions

/// A service that periodically deletes idle sessions.
struct SessionExpiry: Service {
    let registry: SessionRegistry

    func run() async throws {
        // Often enough to delete an idle session soon, seldom enough not to cost anything.
        let pause = Duration.seconds(max(1, min(60, registry.options.idleSeconds / 4)))
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: pause)) != nil { registry.removeIdle() }
        }
    }
}

extension SessionExpiry: CustomStringConvertible {
    /// What it does: its service group would reflect all of it otherwise, at each start, to name it.
    var description: String { "the expiry of idle sessions" }
}
