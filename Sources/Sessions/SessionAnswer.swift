public import Gate
public import Lambda
public import Tables

/// What a session answered to one request, and what there is to know about it.
public struct SessionAnswer: Sendable {
    /// The request's number in its session, from 1.
    public var number: Int
    /// The action that the request names, where it is known.
    public var action: String?
    /// The answer, faults included but for those of the connection.
    public var response: LambdaResponse
    /// What went wrong on purpose.
    public var faults: FaultPlan
    /// What the contract says to request and answer; `nil` where the function was not asked.
    public var report: GateReport?
    /// What the request cost.
    public var usage = CapacityUsage()
    /// The times of the contract's measures that it ended.
    public var measured: [MeasuredTime] = []
}
