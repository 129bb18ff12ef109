/// The reason why an endpoint gave no complete answer; it means "could not be judged", never "contract broken".
public enum EndpointError: Error, Sendable, Hashable {
    /// No connection: refused, unknown host, TLS refused.
    case unreachable(reason: String)
    /// No connection, since the endpoint's certificate is refused; the reason says what to do.
    case untrusted(reason: String)
    /// Connected, but not answered within the time limit; `phase` names what was being waited for.
    case timedOut(phase: String, seconds: Double)
    /// The connection was closed or reset in the middle of the answer.
    case closedEarly(reason: String)
    /// The answer is not valid HTTP, or is longer than the parser accepts.
    case malformed(reason: String)
    /// The answer is larger than the limit, in bytes.
    case tooLarge(limit: Int)
    /// The answer redirects to another host, which is not followed.
    case redirected(to: String)

    /// The prefix of the phase of a connect time-out.
    public static let connection = "the connection"

    /// Whether no connection was accepted in time, so that nothing of the request was sent.
    public var isConnectTimeout: Bool {
        if case .timedOut(let phase, _) = self { phase.hasPrefix(Self.connection) } else { false }
    }
}

extension EndpointError: CustomStringConvertible {
    /// The problem and what to check, on one line.
    public var description: String {
        switch self {
        case .unreachable(let reason):
            "the endpoint cannot be reached: \(reason); check the URL and that the backend is running"
        case .untrusted(let reason):
            "the endpoint cannot be reached: \(reason)"
        case .timedOut(let phase, let seconds):
            "no answer: timed out after \(seconds) s waiting for \(phase); "
                + (isConnectTimeout
                    ? "check the URL, raise --connect-timeout or look at the backend"
                    : "raise --timeout or look at the backend")
        case .closedEarly(let reason):
            "the connection closed before the answer was complete: \(reason)"
        case .malformed(let reason):
            "the answer cannot be read as HTTP: \(reason); check that the URL names an HTTP server"
        case .tooLarge(let limit):
            "the answer is larger than \(limit) bytes and was not read completely"
        case .redirected(let target):
            "the endpoint redirects to \(target), another host, which is not followed; give that URL instead"
        }
    }
}
