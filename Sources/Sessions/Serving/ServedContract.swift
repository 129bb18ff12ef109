public import Contracts
public import Gate
public import Lambda
public import Tables

/// A contract with everything that follows from it: what a server needs to answer a request by it.
///
/// A request takes one served contract and uses it to its end, whatever replaces it meanwhile. All share what was answered last.
public final class ServedContract: Sendable {
    /// Makes the endpoint that answers a session's requests by this contract.
    ///
    /// Its arguments are the endpoint over the session's tables, these tables, and the session's clock.
    public typealias EndpointFactory =
        @Sendable (_ function: any Endpoint, _ store: any TableStore, _ clock: SessionClock) -> any Endpoint

    /// What requests and responses are held to.
    public let gate: Gate
    /// The last reads that were answered by it.
    let answers = AnswerMemory()
    private let makeEndpoint: EndpointFactory

    /// Creates a served contract.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - isStrict: Whether requests that are legal but suspicious are refused.
    ///   - isOnlyReported: Whether a request passes even where it breaks the contract.
    ///   - endpoint: Makes the endpoint that answers; a session's own function when left out.
    public init(
        _ contract: Contract,
        isStrict: Bool = false,
        isOnlyReported: @escaping @Sendable (RoutedRequest) -> Bool = { _ in false },
        endpoint: @escaping EndpointFactory = { function, _, _ in function }
    ) {
        gate = Gate(contract: contract, isStrict: isStrict, isOnlyReported: isOnlyReported)
        makeEndpoint = endpoint
    }

    /// The contract.
    public var contract: Contract { gate.contract }

    /// The endpoint that answers a session's requests.
    func endpoint(_ function: any Endpoint, _ store: any TableStore, _ clock: SessionClock) -> any Endpoint {
        makeEndpoint(function, store, clock)
    }
}
