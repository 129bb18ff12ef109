public import Tables

/// What there is to measure of one request and its answer, in plain values.
public struct ObservedExchange: Sendable {
    /// The session's name.
    public var session: String
    /// The action's name; `nil` where the request named none.
    public var action: String?
    /// Whether the request was a read that a client may repeat: a GET.
    public var isRead: Bool
    /// What tells one read of an action from another: its query, as sent.
    public var arguments: String
    /// The answer's status.
    public var status: Int
    /// The answer's `ETag`, where it has one.
    public var entityTag: String?
    /// The size of the request's body.
    public var requestBytes: Int
    /// The answer's body.
    public var responseBody: [UInt8]
    /// How long the answer took.
    public var duration: Duration
    /// What the request cost.
    public var usage: CapacityUsage
    /// The kinds of the faults that were put in on purpose.
    public var faults: [String]
    /// The times that it ended of those that begin and end with different requests, by the measure's name.
    public var measured: [(measure: String, duration: Duration)]

    /// Describes an exchange.
    public init(
        session: String,
        action: String?,
        isRead: Bool,
        arguments: String,
        status: Int,
        entityTag: String? = nil,
        requestBytes: Int = 0,
        responseBody: [UInt8] = [],
        duration: Duration,
        usage: CapacityUsage = CapacityUsage(),
        faults: [String] = [],
        measured: [(measure: String, duration: Duration)] = []
    ) {
        self.session = session
        self.action = action
        self.isRead = isRead
        self.arguments = arguments
        self.status = status
        self.entityTag = entityTag
        self.requestBytes = requestBytes
        self.responseBody = responseBody
        self.duration = duration
        self.usage = usage
        self.faults = faults
        self.measured = measured
    }
}
