import Lambda
import Synchronization

/// Whether it still makes sense to talk to the endpoint, and how often that was done.
///
/// An endpoint that hangs would otherwise take its time-out once a case, which is hours.
final class EndpointHealth: Sendable {
    private struct State {
        var requests = 0
        /// Requests in a row that were waited for in vain.
        var consecutiveSilences = 0
        /// Requests in a row without a complete answer, for whatever reason.
        var consecutiveErrors = 0
        /// Requests in a row that were refused however long was waited as `Retry-After` asks.
        var consecutiveRefusals = 0
        var stopReason: String?
    }

    private static let mostSilences = 3
    /// More, since an endpoint may close the connection on every broken request and yet answer the others.
    private static let mostErrors = 50
    private static let mostRefusals = 3

    private let state = Mutex(State())

    /// Why nothing more is sent; `nil` as long as the endpoint answers.
    var stopReason: String? { state.withLock(\.stopReason) }

    /// Requests sent so far.
    var requests: Int { state.withLock(\.requests) }

    /// Whether `Retry-After` is heeded: an endpoint that always asks to wait would take half a minute a case.
    var isWorthWaiting: Bool { state.withLock { $0.consecutiveRefusals < Self.mostRefusals } }

    /// Notes an answer.
    func answered() {
        state.withLock { state in
            state.requests += 1
            state.consecutiveSilences = 0
            state.consecutiveErrors = 0
        }
    }

    /// Notes whether an answer still asks to wait after all waiting.
    func waited(inVain: Bool) {
        state.withLock { $0.consecutiveRefusals = inVain ? $0.consecutiveRefusals + 1 : 0 }
    }

    /// Notes that there was no answer.
    func failed(_ error: EndpointError) {
        state.withLock { state in
            state.requests += 1
            state.consecutiveErrors += 1
            switch error {
            case .unreachable, .timedOut: state.consecutiveSilences += 1
            case .closedEarly, .malformed, .tooLarge, .redirected: break
            }
            guard state.stopReason == nil else { return }
            if state.consecutiveSilences >= Self.mostSilences {
                state.stopReason =
                    "not sent, since the last \(Self.mostSilences) requests were not answered: \(error)"
            } else if state.consecutiveErrors >= Self.mostErrors {
                state.stopReason =
                    "not sent, since the last \(Self.mostErrors) requests had no complete answer: \(error)"
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
