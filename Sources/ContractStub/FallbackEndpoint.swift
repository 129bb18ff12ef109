public import Contracts
import JSON
public import Lambda

/// An endpoint with a fallback: a backend for the actions that it has, another endpoint for the others of the contract.
///
/// Requests for no known action (none named, an unknown one, `OPTIONS`) go to the fallback, unless the backend has every
/// action: only an endpoint that knows the whole contract can answer them.
public struct FallbackEndpoint: RoutedEndpoint {
    /// The actions of a contract that a backend has, compared by bytes.
    public struct Actions: Sendable {
        fileprivate let names: Set<ExactString>
        /// Whether these are all of the contract's actions.
        public let areAll: Bool

        /// Creates a set of actions.
        ///
        /// - Parameters:
        ///   - names: The names of the actions that the backend has.
        ///   - contract: The contract.
        public init(_ names: some Sequence<String>, of contract: Contract) {
            let names = Set(names.map { ExactString($0) })
            self.names = names
            areAll = !names.isEmpty && contract.actions.allSatisfy { names.contains(ExactString($0.name)) }
        }
    }

    private let routing: Routing
    private let actions: Actions
    private let backend: any Endpoint
    private let rest: any Endpoint

    /// Creates an endpoint with a fallback.
    ///
    /// - Parameters:
    ///   - routing: Finds the action of a request.
    ///   - actions: The actions that go to the backend.
    ///   - backend: The endpoint for those actions.
    ///   - rest: The endpoint for the others.
    public init(_ routing: Routing, _ actions: Actions, backend: any Endpoint, rest: any Endpoint) {
        self.routing = routing
        self.actions = actions
        self.backend = backend
        self.rest = rest
    }

    /// Sends a request to the endpoint of its action.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await send(routing.route(request))
    }

    /// Sends a routed request to the endpoint of its action.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    public func send(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse {
        try await (isForBackend(routed) ? backend : rest).forward(routed)
    }

    /// Returns what the endpoint of the request's action says.
    public func version(for routed: RoutedRequest) -> UInt64? {
        (isForBackend(routed) ? backend : rest).knownVersion(for: routed)
    }

    private func isForBackend(_ routed: RoutedRequest) -> Bool {
        if actions.areAll { return true }
        guard routed.request.method != "OPTIONS", let action = routed.action else { return false }
        return actions.names.contains(ExactString(action.name))
    }
}
