public import Conformance

/// A request and its response as far as they are kept with a failure: without headers and large bodies.
public struct ExchangeSummary: Sendable, Hashable {
    /// The action of the request; `nil` where there is none.
    public var action: String?
    /// The method.
    public var method: String
    /// The path and the query.
    public var target: String
    /// The request's body.
    public var sent: Evidence
    /// The status of the response.
    public var status: Int
    /// The body of the response.
    public var answered: Evidence

    /// Creates a summary.
    public init(
        action: String?,
        method: String,
        target: String,
        sent: Evidence,
        status: Int,
        answered: Evidence
    ) {
        self.action = action
        self.method = method
        self.target = target
        self.sent = sent
        self.status = status
        self.answered = answered
    }
}
