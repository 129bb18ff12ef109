/// What goes wrong between a store and DynamoDB.
enum ServiceFault: String, CaseIterable, Sendable {
    /// The request is refused, as there is no capacity for it.
    case throttling
    /// The service fails before it does anything.
    case failure
    /// The service fails after it has done everything.
    case lateFailure
    /// The connection is closed instead of an answer, before anything is done.
    case dropped
    /// The connection is closed instead of an answer, after everything is done.
    case lateDropped
    /// The answer ends in its middle.
    case half
    /// The answer stops in its middle, and the connection stays open.
    case stalled
    /// A byte of the answer is another one.
    case damaged
    /// The answer comes too late.
    case timeout
    /// The key of the request has ended.
    case expired
    /// Other transactions win.
    case conflict
    /// Half of a batch is left out.
    case partial
}
