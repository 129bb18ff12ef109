import ServiceLifecycle
import Sessions

/// Takes sessions away that nobody has used for long, while the server runs.
struct SessionExpiry: Service {
    let registry: SessionRegistry

    func run() async throws {
        // Often enough that a session is gone soon after its time, seldom enough that nobody notices.
        let pause = Duration.seconds(max(1, min(60, registry.options.idleSeconds / 4)))
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: pause)) != nil { registry.removeIdle() }
        }
    }
}
