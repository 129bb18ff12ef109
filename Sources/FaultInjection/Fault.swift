/// A fault that can be injected into a request.
public enum Fault: Sendable, Hashable {
    /// The response is delayed.
    case latency(FaultLatency)
    /// The mock answers this status instead of calling the function. `retryAfter` is in seconds.
    case status(Int, error: String?, retryAfter: Int?)
    /// The connection is reset before the response.
    case reset
    /// The response has complete headers, but the connection closes after this share of the body (0 up to 1).
    case truncate(share: Double)
    /// The response has another content type.
    case contentType(String)
    /// The response has no CORS headers.
    case missingCORS
    /// Indexes lag behind their tables by this many milliseconds.
    case staleReads(milliseconds: Int)
    /// Requests above this capacity, in units per second, are answered 429.
    case throttle(readUnits: Double, writeUnits: Double)

    /// The names of all kinds, as in rules and in the header ``FaultHeader/name``.
    public static let kinds = [
        "latency", "status", "reset", "truncate", "content-type", "no-cors", "stale", "throttle",
    ]

    /// The name of the kind.
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

/// The distribution of a delay.
public enum FaultLatency: Sendable, Hashable {
    /// A constant delay.
    case fixed(milliseconds: Int)
    /// A uniformly distributed delay.
    case uniform(minimum: Int, maximum: Int)
    /// A log-normally distributed delay with a median and the shape parameter `sigma`.
    case heavyTailed(median: Int, sigma: Double)

    /// The maximum delay, in milliseconds.
    public static let longest = 300_000
}
