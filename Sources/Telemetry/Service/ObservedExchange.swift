public import Tables

/// The measurable properties of one request and its answer.
public struct ObservedExchange: Sendable {
    /// The session's name.
    public var session: String
    /// The action's name; `nil` where the request named none.
    public var action: String?
    /// Whether the request is a GET, which a client may repeat.
    public var isRead: Bool
    /// The request's raw query, which distinguishes reads of the same action.
    public var arguments: String
    /// The answer's status.
    public var status: Int
    /// The answer's `ETag`, if any.
    public var entityTag: String?
    /// The size of the request body, in bytes.
    public var requestBytes: Int
    /// The answer's body.
    public var responseBody: [UInt8]
    /// The duration until the answer was complete.
    public var duration: Duration
    /// The capacity units that the request consumed.
    public var usage: CapacityUsage
    /// The kinds of the injected faults.
    public var faults: [String]
    /// The durations of measures that this exchange ended, by the measure's name.
    public var measured: [(measure: String, duration: Duration)]

    /// Creates an observed exchange.
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
