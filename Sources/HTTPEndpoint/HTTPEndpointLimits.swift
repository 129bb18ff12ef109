/// How long an endpoint may take and how much it may answer.
public struct HTTPEndpointLimits: Sendable, Hashable {
    /// The seconds until a connection, TLS included, has to stand.
    public var connectSeconds: Double
    /// The seconds from the start of the request until the head of the answer has to be there.
    public var headSeconds: Double
    /// The seconds from the start of the request until the whole answer has to be there.
    public var totalSeconds: Double
    /// The largest body that is read, in bytes.
    public var answerBytes: Int
    /// The number of redirects to the same host that are followed.
    public var redirects: Int
    /// The number of requests at the same time, each on a connection of its own; further ones wait, and their time starts then.
    public var connections: Int
    /// The seconds for which an idle connection is kept.
    ///
    /// Shorter than what servers keep one for (1 s is the shortest that is common, 5 s the most): what is sent just when the
    /// server closes the connection is lost, and a POST cannot be sent again.
    public var idleSeconds: Double

    /// Makes limits; by default half a minute for everything, and 8 MB.
    ///
    /// A Function URL answers at most 6 MB; what is larger is not what it claims to be.
    public init(
        connectSeconds: Double = 10,
        headSeconds: Double = 30,
        totalSeconds: Double = 30,
        answerBytes: Int = 8 << 20,
        redirects: Int = 5,
        connections: Int = 64,
        idleSeconds: Double = 0.5
    ) {
        self.connectSeconds = connectSeconds
        self.headSeconds = headSeconds
        self.totalSeconds = totalSeconds
        self.answerBytes = answerBytes
        self.redirects = redirects
        self.connections = connections
        self.idleSeconds = idleSeconds
    }
}
