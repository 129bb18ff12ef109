import Contracts
import Synchronization

/// A comparison of the state that many broken requests share: they are sent in sequence in a separate attempt, and the state is
/// read before the first and after the last.
///
/// When nothing has changed, none of them has changed anything, and two reads replace two for each: the lists of an
/// endpoint can be long, slow and expensive. When something has, each case has to compare the state itself.
final class SharedSnapshot: Sendable {
    private let requests: @Sendable (Attempt) async throws(AttemptEnd) -> Bool
    private let shared = Mutex<Task<Bool, Never>?>(nil)

    /// - Parameter requests: Sends all the requests; returns whether the state is the same as before.
    init(_ requests: @escaping @Sendable (Attempt) async throws(AttemptEnd) -> Bool) {
        self.requests = requests
    }

    /// Returns whether nothing has changed; the first caller of a run finds out, the others wait.
    ///
    /// An undetermined result counts as a change.
    func foundNoChange(_ context: RunContext) async -> Bool {
        let shared = shared.withLock { shared in
            let known =
                shared
                ?? Task { [requests] in
                    await context.withAttempt { attempt in (try? await requests(attempt)) ?? false }
                }
            shared = known
            return known
        }
        // A caller is cancelled only together with the whole run.
        return await withTaskCancellationHandler {
            await shared.value
        } onCancel: {
            shared.cancel()
        }
    }
}
