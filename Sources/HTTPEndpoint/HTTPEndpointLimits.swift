/// The limits of time and size of an endpoint.
public struct HTTPEndpointLimits: Sendable, Hashable {
    /// The time-out for a connection including TLS, in seconds.
    public var connectSeconds: Double
    /// The time-out for the head of the response, in seconds from the start of the request.
    public var headSeconds: Double
    /// The time-out for the complete response, in seconds from the start of the request.
    public var totalSeconds: Double
    /// The median duration of responses, in seconds, from which on the time-outs for responses grow in proportion to it, up to
    /// ten times; `nil` for time-outs that stay.
    ///
    /// A request that waits for many others, such as one of fifty writers of a record, takes as much longer as they do.
    public var slowSeconds: Double?
    /// The maximum size of a response body, in bytes.
    public var answerBytes: Int
    /// The maximum number of redirects on the same host to follow.
    public var redirects: Int
    /// The maximum number of concurrent requests, each on its own connection; others wait, and their time-outs start later.
    public var connections: Int
    /// The number of concurrent requests at the beginning; it grows up to ``connections`` while responses are quick.
    public var initialConnections: Int
    /// The time after which an idle connection is closed, in seconds.
    ///
    /// It is shorter than the time-outs of common servers (1 to 5 s): a request that is sent just as the server closes the
    /// connection is lost, and a POST cannot be retried.
    public var idleSeconds: Double

    /// Creates limits; by default 30 seconds and 8 MB.
    ///
    /// A response of a Function URL has at most 6 MB.
    public init(
        connectSeconds: Double = 10,
        headSeconds: Double = 30,
        totalSeconds: Double = 30,
        slowSeconds: Double? = nil,
        answerBytes: Int = 8 << 20,
        redirects: Int = 5,
        connections: Int = 64,
        initialConnections: Int = 64,
        idleSeconds: Double = 0.5
    ) {
        self.connectSeconds = connectSeconds
        self.headSeconds = headSeconds
        self.totalSeconds = totalSeconds
        self.slowSeconds = slowSeconds
        self.answerBytes = answerBytes
        self.redirects = redirects
        self.connections = connections
        self.initialConnections = initialConnections
        self.idleSeconds = idleSeconds
    }

    /// How often the time-outs at most are those of a quick endpoint.
    static let mostScale = 10.0

    /// Returns the limits of an endpoint that is as slow as its responses so far.
    ///
    /// - Parameter median: The median duration of responses, in seconds; `nil` for none yet.
    /// - Returns: The limits, with other time-outs for responses.
    func scaled(to median: Double?) -> HTTPEndpointLimits {
        guard let slowSeconds, slowSeconds > 0, let median, median > slowSeconds else { return self }
        var limits = self
        let scale = min(median / slowSeconds, Self.mostScale)
        limits.headSeconds *= scale
        limits.totalSeconds *= scale
        return limits
    }
}
