import AsyncHTTPClient
import Lambda
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix

extension EndpointError {
    /// Converts an error of the client library, a socket or TLS.
    init(_ error: any Error, url: EndpointURL, limits: HTTPEndpointLimits) {
        switch error {
        case let error as EndpointError: self = error
        case let error as HTTPClientError: self.init(error, url: url, limits: limits)
        case let error as NIOConnectionError: self = .unreachable(reason: Self.reason(for: error))
        case let error as IOError: self.init(error, url: url)
        case let error as ChannelError:
            if case .connectTimeout = error {
                self = .timedOut(phase: Self.connecting(to: url), seconds: limits.connectSeconds)
            } else {
                self = .closedEarly(reason: Self.oneLine(error))
            }
        case let error as HTTPParserError: self.init(error)
        case let error as StatusGuard.InvalidStatus:
            self = .malformed(reason: "its status is \(error.status), and the lowest that there is is 100")
        case is ReusedConnection.Closed:
            self = .closedEarly(
                reason: "the server closed a connection that was kept open, just when the request was sent"
            )
        case is ReusedConnection.Unanswered:
            self = .closedEarly(reason: "the server closed it without an answer")
        case NIOHTTPDecompression.DecompressionError.limit: self = .tooLarge(limit: limits.answerBytes)
        case is NIOHTTPDecompression.DecompressionError, is NIOHTTPDecompression.ExtraDecompressionError:
            self = .malformed(reason: "its body is not compressed as its Content-Encoding says")
        case is CancellationError: self = .closedEarly(reason: "the request was cancelled")
        default:
            self = .unreachable(
                reason: url.isSecure
                    ? "TLS with \(url.host) failed: \(TLSFailure.text(of: Self.oneLine(error)))"
                    : Self.oneLine(error)
            )
        }
    }

    private static func connecting(to url: EndpointURL) -> String {
        connection + (url.isSecure ? " and TLS" : "")
    }

    private init(_ error: HTTPClientError, url: EndpointURL, limits: HTTPEndpointLimits) {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
            self = .timedOut(phase: Self.connecting(to: url), seconds: limits.connectSeconds)
        case .deadlineExceeded, .readTimeout:
            self = .timedOut(
                phase: "the head of the answer",
                seconds: min(limits.headSeconds, limits.totalSeconds)
            )
        case .remoteConnectionClosed:
            self = .closedEarly(reason: "the server closed it in the middle of the answer")
        case .cancelled, .alreadyShutdown:
            self = .closedEarly(reason: "the request was cancelled")
        default:
            self = .unreachable(reason: error.shortDescription)
        }
    }

    private init(_ error: IOError, url: EndpointURL) {
        let reason = Self.text(for: error)
        self =
            [ECONNREFUSED, ENETUNREACH, EHOSTUNREACH].contains(error.errnoCode)
            ? .unreachable(reason: "\(url.host):\(url.port): \(reason)") : .closedEarly(reason: reason)
    }

    private init(_ error: HTTPParserError) {
        switch error {
        case .invalidEOFState:
            self = .closedEarly(reason: "the body is shorter than its Content-Length or its chunks say")
        case .invalidConstant:
            self = .malformed(reason: "it does not begin with 'HTTP/'")
        case .headerOverflow:
            self = .malformed(reason: "its header lines are longer than 80 KB altogether")
        default:
            self = .malformed(reason: Self.oneLine(error))
        }
    }

    private static func reason(for error: NIOConnectionError) -> String {
        let place = "\(error.host):\(error.port)"
        if let failure = error.connectionErrors.first?.error {
            return (failure as? IOError).map { "\(place): \(text(for: $0))" }
                ?? "\(place): \(oneLine(failure))"
        }
        return "\(place): unknown host"
    }

    private static func text(for error: IOError) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET: "connection reset"
        case EPIPE: "the server closed the connection while the request was being sent"
        case ENETUNREACH, EHOSTUNREACH: "no route to the host"
        default: oneLine(error)
        }
    }

    private static func oneLine(_ error: any Error) -> String {
        "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
