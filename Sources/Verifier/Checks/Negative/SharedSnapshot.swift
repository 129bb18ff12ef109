import Contracts
import Synchronization

/// One look at the state for many broken requests: they are sent one after the other in an attempt of their own, and
/// the state is read before the first and after the last.
///
/// Where nothing has changed, none of them has changed anything, and two reads have said so in place of two for each:
/// the lists of an endpoint can be long, slow and dear. Where something has, each case has to look for itself.
final class SharedSnapshot: Sendable {
    private let requests: @Sendable (Attempt) async throws(AttemptEnd) -> Bool
    private let look = Mutex<Task<Bool, Never>?>(nil)

    /// - Parameter requests: Sends all the requests; returns whether the state is the same as before.
    init(_ requests: @escaping @Sendable (Attempt) async throws(AttemptEnd) -> Bool) {
        self.requests = requests
    }

    /// Whether nothing has changed; the first that asks in a run has it found out, the others wait.
    ///
    /// What cannot be told counts as a change.
    func foundNoChange(_ context: RunContext) async -> Bool {
        let look = look.withLock { look in
            let known = look ?? Task { [requests] in (try? await requests(context.newAttempt())) ?? false }
            look = known
            return known
        }
        // Whoever asks is only cancelled together with the whole run.
        return await withTaskCancellationHandler {
            await look.value
        } onCancel: {
            look.cancel()
        }
    }
}
