import Authorization
import ContractStub
import Contracts
import Lambda
import Sessions
import Tables

/// The endpoint of a contract: the reference implementation, the contract's behaviours, or its examples and schemas, behind
/// authorizers where tokens or API keys are required.
struct ContractAnswering: Sendable {
    /// The reference implementation, if the program has one.
    let reference: ReferenceService?
    /// The implementation to use.
    let choice: BackendChoice
    /// The seed of generated responses; 1 when `nil`.
    let seed: UInt64?
    /// Whether requests that are legal but suspicious are refused.
    let isStrict: Bool
    /// Creates the authorizers of a contract; none where neither tokens nor API keys are required.
    let authorizers: @Sendable (Contract) -> [Authorizer]
    /// Answers some actions in place of the mock; `nil` where the mock answers all.
    let upstream: Upstream?

    /// The tables of all requests, where they are not those of the session.
    var tables: (any TableStore)?

    /// Whether records of tables with a retention get the attribute that ends their life.
    var timeToLive = false

    /// Prepares a contract for serving.
    ///
    /// - Throws: ``CommandLineError`` when the reference implementation is required and cannot answer for the contract.
    func served(_ contract: Contract) throws(CommandLineError) -> ServedContract {
        let implementation = try Implementation(reference, of: contract)
        let actions = FallbackEndpoint.Actions(
            try choice.actions(of: implementation, reference),
            of: contract
        )
        let hasFunction = reference != nil
        let stub = actions.areAll ? nil : ContractStub(contract, seed: seed ?? 1)
        let routing = Routing(contract)
        let authorizers = authorizers(contract)
        let upstream = upstream
        let (tables, timeToLive) = (tables, timeToLive)
        let isOnlyReported: @Sendable (RoutedRequest) -> Bool = { upstream?.takes($0) ?? false }
        return ServedContract(contract, isStrict: isStrict, isOnlyReported: isOnlyReported) {
            function,
            store,
            clock in
            let store = tables ?? store
            var endpoint = implementation.endpoint(
                hasFunction ? function : nil,
                Self.environment(store, clock, timeToLive)
            )
            if let stub {
                endpoint = FallbackEndpoint(
                    routing,
                    actions,
                    backend: endpoint,
                    rest: stub.timed { clock.now() }
                )
            }
            for authorizer in authorizers {
                endpoint = AuthorizedEndpoint(endpoint, authorizer: authorizer, store: store)
            }
            // Who may use an action of the real endpoint is for that endpoint to say.
            return upstream?.endpoint(besides: endpoint, routing) ?? endpoint
        }
    }

    /// Creates the function of each session: the reference implementation with its tables, clock and ids.
    var sessionFunction: FunctionFactory {
        { [reference, tables, timeToLive] store, clock in
            reference?.makeEndpoint(Self.environment(tables ?? store, clock, timeToLive)) ?? AbsentFunction()
        }
    }

    /// The environment of a session: its tables and its clock; ids follow from the request in a session with a seed.
    private static func environment(
        _ store: any TableStore,
        _ clock: SessionClock,
        _ timeToLive: Bool
    ) -> ReferenceEnvironment {
        ReferenceEnvironment(
            store: store,
            now: { clock.now() },
            idSeed: { RequestScope.current?.draw() },
            timeToLive: timeToLive
        )
    }
}

/// The function of a program without a reference implementation; the contract's stub answers instead.
private struct AbsentFunction: Endpoint {
    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        throw .unreachable(reason: "this program has no reference implementation")
    }
}
