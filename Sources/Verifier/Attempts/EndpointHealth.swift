import Contracts
import Lambda
import Synchronization

/// The error counts of the endpoint, as a whole and by action, which decide whether to send further requests.
///
/// An endpoint that hangs would otherwise cost a time-out in every case, which is hours. An action that hangs does not
/// affect the others.
final class EndpointHealth: Sendable {
    /// The error counts of an action's requests.
    fileprivate struct Subject {
        /// Expensive errors, a time-out or an endless body: consecutive and total.
        var costly = 0
        var costlyAltogether = 0
        /// Consecutive requests that were refused in spite of waiting.
        var refusals = 0
        /// The reason why no further requests of it are sent.
        var reason: String?
    }

    private struct State {
        var requests = 0
        /// The number of requests without a complete response on their connection.
        var lost = 0
        /// The number of compressed responses that no request asked for, by coding.
        var compressed: [String: Int] = [:]
        var subjects: [String: Subject] = [:]
        /// The number of consecutive requests without a connection.
        var consecutiveRefusedConnections = 0
        /// Consecutive requests without a complete response, for any reason, and their subjects.
        var consecutiveErrors = 0
        var failing: Set<String> = []
        /// The same for expensive errors.
        var costly: Set<String> = []
        /// Consecutive requests that were refused in spite of waiting as `Retry-After` asks.
        var consecutiveRefusals = 0
        var stopReason: String?
    }

    private static let mostRefusedConnections = 3
    fileprivate static let mostCostly = 2
    fileprivate static let mostCostlyAltogether = 5
    /// More, since an endpoint may close the connection on every broken request and yet answer the others.
    private static let mostErrors = 50
    /// The number of actions without responses from which all are taken to be without.
    private static let mostSubjects = 4
    fileprivate static let mostRefusals = 3
    private static let mostRefusalsAtAll = 20

    private let state = Mutex(State())

    /// Returns the subject of a request's errors: its action, or requests of its method without one.
    static func subject(of request: LambdaRequest, for action: Action?) -> String {
        action?.name ?? "\(request.method) without an action"
    }

    /// The reason why no further requests are sent; `nil` while the endpoint answers.
    var stopReason: String? { state.withLock(\.stopReason) }

    /// Returns the reason why no further requests of one subject, or at all, are sent; `nil` while they are.
    func reasonNotToSend(to subject: String) -> String? {
        state.withLock { $0.stopReason ?? $0.subjects[subject]?.reason }
    }

    /// The number of requests so far without a complete response on their connection.
    var lostConnections: Int { state.withLock(\.lost) }

    /// The number of compressed responses so far that no request asked for, by coding.
    var compressed: [String: Int] { state.withLock(\.compressed) }

    /// The number of requests so far.
    var requests: Int { state.withLock(\.requests) }

    /// Whether to wait as `Retry-After` asks.
    ///
    /// An endpoint that always asks to wait would take half a minute in every case. One that continues to do so in spite of
    /// waiting gets no further requests.
    var isWorthWaiting: Bool { state.withLock { $0.consecutiveRefusals < Self.mostRefusals } }

    /// Records a response.
    func answered(_ response: LambdaResponse, at subject: String) {
        let coding = response.headers["Content-Encoding"]?.lowercased()
        state.withLock { state in
            state.requests += 1
            if let coding, coding != "identity" { state.compressed[coding, default: 0] += 1 }
            state.consecutiveRefusedConnections = 0
            state.consecutiveErrors = 0
            state.failing = []
            state.costly = []
            state.subjects[subject]?.costly = 0
        }
    }

    /// Records whether a response still asks to wait after all waiting.
    func waited(inVain: Bool, at subject: String) {
        state.withLock { state in
            state.consecutiveRefusals = inVain ? state.consecutiveRefusals + 1 : 0
            state.subjects[subject, default: Subject()].noteWaiting(inVain: inVain, of: subject)
            guard state.stopReason == nil, state.consecutiveRefusals >= Self.mostRefusalsAtAll else { return }
            state.stopReason =
                "not sent, since the endpoint asked to wait \(state.consecutiveRefusals) times in a row; raise its limit, or "
                + "send less with --rate and --concurrency"
        }
    }

    /// Records a missing response.
    func failed(_ error: EndpointError, at subject: String) {
        state.withLock { state in
            state.requests += 1
            state.consecutiveErrors += 1
            state.failing.insert(subject)
            if case .closedEarly = error { state.lost += 1 }
            switch error {
            case .unreachable, .untrusted: state.consecutiveRefusedConnections += 1
            default: break
            }
            if error.isCostly {
                state.costly.insert(subject)
                state.subjects[subject, default: Subject()].note(error, of: subject)
            }
            guard state.stopReason == nil else { return }
            state.stopReason = Self.stopReason(state).map { "not sent, since \($0): \(error)" }
        }
    }

    private static func stopReason(_ state: State) -> String? {
        if state.consecutiveRefusedConnections >= mostRefusedConnections {
            return "there was no connection for the last \(mostRefusedConnections) requests"
        }
        if state.costly.count >= mostSubjects {
            return "the last requests of \(mostSubjects) actions had no complete answer"
        }
        if state.consecutiveErrors >= mostErrors, state.failing.count >= mostSubjects {
            return "the last \(mostErrors) requests had no complete answer"
        }
        return nil
    }

    /// Stops sending requests.
    func stop(_ error: EndpointError) {
        state.withLock { $0.stopReason = $0.stopReason ?? "not sent: \(error)" }
    }
}

extension EndpointHealth.Subject {
    fileprivate mutating func noteWaiting(inVain: Bool, of subject: String) {
        refusals = inVain ? refusals + 1 : 0
        guard reason == nil, refusals >= EndpointHealth.mostRefusals else { return }
        reason = "not sent, since the endpoint asked to wait with \(refusals) requests of \(subject) in a row"
    }

    fileprivate mutating func note(_ error: EndpointError, of subject: String) {
        costly += 1
        costlyAltogether += 1
        guard reason == nil else { return }
        if costly >= EndpointHealth.mostCostly {
            reason =
                "not sent, since \(costly) requests in a row of \(subject) had no complete answer: \(error)"
        } else if costlyAltogether >= EndpointHealth.mostCostlyAltogether {
            reason =
                "not sent, since \(costlyAltogether) requests of \(subject) had no complete answer: \(error)"
        }
    }
}

extension EndpointError {
    /// Whether the error takes long, or much memory, to occur.
    fileprivate var isCostly: Bool {
        switch self {
        case .timedOut, .tooLarge: true
        case .unreachable, .untrusted, .closedEarly, .malformed, .redirected: false
        }
    }

    /// Whether there was no connection.
    var isWithoutConnection: Bool {
        switch self {
        case .unreachable, .untrusted: true
        case .timedOut: isConnectTimeout
        case .closedEarly, .malformed, .tooLarge, .redirected: false
        }
    }
}
