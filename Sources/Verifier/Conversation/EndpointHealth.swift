import Contracts
import Lambda
import Synchronization

/// Whether it still makes sense to talk to the endpoint, as a whole and of one action, and how often that was done.
///
/// An endpoint that hangs would otherwise take its time-out once a case, which is hours. One action that hangs says
/// nothing of the others.
final class EndpointHealth: Sendable {
    /// What is known of the requests of one action.
    fileprivate struct Subject {
        /// Errors that cost much, a time-out or an endless body, in a row and altogether.
        var costly = 0
        var costlyAltogether = 0
        /// Requests in a row that were refused however long was waited.
        var refusals = 0
        /// Why nothing more is sent of it.
        var reason: String?
    }

    private struct State {
        var requests = 0
        /// Requests on whose connection no complete answer came.
        var lost = 0
        /// Answers that were compressed though nothing asked for it, by how.
        var compressed: [String: Int] = [:]
        var subjects: [String: Subject] = [:]
        /// Requests in a row for which there was no connection.
        var consecutiveRefusedConnections = 0
        /// Requests in a row without a complete answer, for whatever reason, and of what they were.
        var consecutiveErrors = 0
        var failing: Set<String> = []
        /// The same for errors that cost much.
        var costly: Set<String> = []
        /// Requests in a row that were refused however long was waited as `Retry-After` asks.
        var consecutiveRefusals = 0
        var stopReason: String?
    }

    private static let mostRefusedConnections = 3
    fileprivate static let mostCostly = 2
    fileprivate static let mostCostlyAltogether = 5
    /// More, since an endpoint may close the connection on every broken request and yet answer the others.
    private static let mostErrors = 50
    /// Of how many actions nothing may be answered before that is taken to be so of all.
    private static let mostSubjects = 4
    fileprivate static let mostRefusals = 3
    private static let mostRefusalsAtAll = 20

    private let state = Mutex(State())

    /// What a request's time-outs say something of: its action, or requests of its method that belong to none.
    static func subject(of request: LambdaRequest, for action: Action?) -> String {
        action?.name ?? "\(request.method) without an action"
    }

    /// Why nothing more is sent; `nil` as long as the endpoint answers.
    var stopReason: String? { state.withLock(\.stopReason) }

    /// Why nothing more is sent of one subject, or at all; `nil` as long as it is.
    func reasonNotToSend(to subject: String) -> String? {
        state.withLock { $0.stopReason ?? $0.subjects[subject]?.reason }
    }

    /// Requests so far on whose connection no complete answer came.
    var lostConnections: Int { state.withLock(\.lost) }

    /// Answers so far that were compressed though nothing asked for it, by the coding.
    var compressed: [String: Int] { state.withLock(\.compressed) }

    /// Requests sent so far.
    var requests: Int { state.withLock(\.requests) }

    /// Whether `Retry-After` is heeded.
    ///
    /// An endpoint that always asks to wait would take half a minute a case. One that goes on with it, however seldom it is
    /// asked, is left alone.
    var isWorthWaiting: Bool { state.withLock { $0.consecutiveRefusals < Self.mostRefusals } }

    /// Records an answer.
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

    /// Notes whether an answer still asks to wait after all waiting.
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

    /// Notes that there was no answer.
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

    /// Sends nothing more.
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
    /// Whether it takes long, or much memory, until the error is there.
    fileprivate var isCostly: Bool {
        switch self {
        case .timedOut, .tooLarge: true
        case .unreachable, .untrusted, .closedEarly, .malformed, .redirected: false
        }
    }

    /// Whether there was not even a connection.
    var isWithoutConnection: Bool {
        switch self {
        case .unreachable, .untrusted: true
        case .timedOut(let phase, _): phase.hasPrefix(Self.connection)
        case .closedEarly, .malformed, .tooLarge, .redirected: false
        }
    }
}
