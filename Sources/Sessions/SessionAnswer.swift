public import Contracts
public import FaultInjection
public import Gate
public import Lambda
public import Tables

/// A session's answer to a request, with everything known about the exchange.
public struct SessionAnswer: Sendable {
    /// The number of the request in its session, from 1.
    public var number: Int
    /// The action, if the request names a known one.
    public var action: String?
    /// Where requests have their API key, which a journal masks; `nil` where the contract has none.
    public var key: APIKeys.Place?
    /// The response, with all faults applied except those of the connection.
    public var response: LambdaResponse
    /// The injected faults.
    public var faults: FaultPlan
    /// Why the function gave no response, in whose place ``response`` is the platform's; `nil` where it gave one.
    public var failure: EndpointError?
    /// The gate's report about the exchange; `nil` when the request did not reach the function.
    public var report: GateReport?
    /// The capacity units that the request consumed.
    public var usage = CapacityUsage()
    /// The durations of measures that this exchange ended.
    public var measured: [MeasuredTime] = []
    /// What the steps of the action's behaviour found; `nil` when no journal is kept, or the function was not called.
    public var trace: BehaviourTrace?
}
