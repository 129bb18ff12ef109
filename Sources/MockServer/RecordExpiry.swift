import ServiceLifecycle
import Sessions

/// A service that deletes expired records of all sessions also where nobody reads them, so that their changes are seen.
struct RecordExpiry: Service {
    let registry: SessionRegistry

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil { await registry.removeExpired() }
        }
    }
}

extension RecordExpiry: CustomStringConvertible {
    /// What it does: its service group would reflect all of it otherwise, at each start, to name it.
    var description: String { "the expiry of records" }
}
