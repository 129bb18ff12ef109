/// One thing that goes wrong with a request, as it may with a real backend.
public enum Fault: Sendable, Hashable {
    /// The answer comes late.
    case latency(FaultLatency)
    /// The function is not asked; this is answered in its place. Seconds are those of `Retry-After`.
    case status(Int, error: String?, retryAfter: Int?)
    /// The connection is reset before an answer.
    case reset
    /// The answer's head is complete, its body ends after this share of it (0 up to 1), then the connection.
    case truncate(share: Double)
    /// The answer has another content type.
    case contentType(String)
    /// The answer lacks every CORS header.
    case missingCORS
    /// Indexes show their tables as they were so many milliseconds ago.
    case staleReads(milliseconds: Int)
    /// What costs more capacity units a second than these is answered 429.
    case throttle(readUnits: Double, writeUnits: Double)

    /// The names of all kinds, as rules and the header ``FaultHeader/name`` write them.
    public static let kinds = [
        "latency", "status", "reset", "truncate", "content-type", "no-cors", "stale", "throttle",
    ]

    /// The kind's name.
    public var kind: String {
        switch self {
        case .latency: "latency"
        case .status: "status"
        case .reset: "reset"
        case .truncate: "truncate"
        case .contentType: "content-type"
        case .missingCORS: "no-cors"
        case .staleReads: "stale"
        case .throttle: "throttle"
        }
    }
}

/// How late an answer comes.
public enum FaultLatency: Sendable, Hashable {
    /// Always by so many milliseconds.
    case fixed(milliseconds: Int)
    /// By any time of a range, each as likely.
    case uniform(minimum: Int, maximum: Int)
    /// By a median, and now and then by very much more: a log-normal distribution, `sigma` its spread.
    case heavyTailed(median: Int, sigma: Double)

    /// The longest that an answer is held back, in milliseconds.
    public static let longest = 300_000
}
