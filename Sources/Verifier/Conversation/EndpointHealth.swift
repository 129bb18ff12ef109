import Lambda
import Synchronization

/// Whether it still makes sense to talk to the endpoint, and how often that was done.
///
/// An endpoint that hangs would otherwise take its time-out once a case, which is hours.
final class EndpointHealth: Sendable {
    private struct State {
        var requests = 0
        var consecutiveErrors = 0
        var stopReason: String?
    }

    private static let mostErrors = 3

    private let state = Mutex(State())

    /// Why nothing more is sent; `nil` as long as the endpoint answers.
    var stopReason: String? { state.withLock(\.stopReason) }

    /// Requests sent so far.
    var requests: Int { state.withLock(\.requests) }

    /// Notes an answer.
    func answered() {
        state.withLock { state in
            state.requests += 1
            state.consecutiveErrors = 0
        }
    }

    /// Notes that there was no answer.
    func failed(_ error: EndpointError) {
        state.withLock { state in
            state.requests += 1
            switch error {
            case .unreachable, .timedOut: state.consecutiveErrors += 1
            case .closedEarly, .malformed, .tooLarge, .redirected: return
            }
            if state.consecutiveErrors >= Self.mostErrors, state.stopReason == nil {
                state.stopReason =
                    "not sent, since the last \(Self.mostErrors) requests were not answered: \(error)"
            }
        }
    }

    /// Sends nothing more.
    func stop(_ error: EndpointError) {
        state.withLock { state in
            state.requests += 1
            state.stopReason = "not sent: \(error)"
        }
    }
}
