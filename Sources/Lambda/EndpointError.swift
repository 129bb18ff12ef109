/// Why an endpoint gave no complete answer; never a broken contract, always "could not be judged".
public enum EndpointError: Error, Sendable, Hashable {
    /// No connection: refused, unknown host, TLS refused.
    case unreachable(reason: String)
    /// Connected, but not answered within the time limit; `phase` says what was waited for.
    case timedOut(phase: String, seconds: Double)
    /// The connection ended in the middle of the answer, or was reset.
    case closedEarly(reason: String)
    /// The answer is not HTTP, or more of it than can be read.
    case malformed(reason: String)
    /// The answer is larger than the limit, in bytes.
    case tooLarge(limit: Int)
    /// The answer redirects to another host, which is not followed.
    case redirected(to: String)

    /// How the phase of a time-out begins in which there was no connection yet.
    public static let connection = "the connection"
}

extension EndpointError: CustomStringConvertible {
    /// What happened and what to look at, on one line.
    public var description: String {
        switch self {
        case .unreachable(let reason):
            "the endpoint cannot be reached: \(reason); check the URL and that the backend is running"
        case .timedOut(let phase, let seconds):
            "no answer: timed out after \(seconds) s waiting for \(phase); "
                + (phase.hasPrefix(Self.connection)
                    ? "check the URL, raise --connect-timeout or look at the backend"
                    : "raise --timeout or look at the backend")
        case .closedEarly(let reason):
            "the connection closed before the answer was complete: \(reason)"
        case .malformed(let reason):
            "the answer cannot be read as HTTP: \(reason); check that the URL names an HTTP server"
        case .tooLarge(let limit):
            "the answer is larger than \(limit) bytes and was not read to its end"
        case .redirected(let target):
            "the endpoint redirects to \(target), another host, which is not followed; give that URL instead"
        }
    }
}
