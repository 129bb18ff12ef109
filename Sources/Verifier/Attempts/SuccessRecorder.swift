import Contracts
import JSON
import Lambda
import Synchronization

/// The actions with a success in a run.
final class SuccessRecorder: Sendable {
    private let succeeded = Mutex<Set<ExactString>>([])

    /// Records a response to a request of an action.
    func note(_ exchange: RecordedExchange, of action: Action?) {
        guard let action, exchange.request.method == action.method,
            action.succeeds(with: exchange.response.status)
        else { return }
        succeeded.withLock { _ = $0.insert(ExactString(action.name)) }
    }

    /// The names of the actions with a success.
    var names: Set<ExactString> { succeeded.withLock(\.self) }
}
