public import Contracts
import JSON
public import Lambda

/// An endpoint of two: a backend for the actions that it has, another endpoint for the rest of the contract's.
///
/// What is for no known action (none named, an unknown one, `OPTIONS`) is the other endpoint's, unless the backend has every
/// action: only who knows the whole contract can say what there is.
public struct FallbackEndpoint: RoutedEndpoint {
    private let routing: Routing
    private let actions: Set<ExactString>
    private let hasAll: Bool
    private let backend: any Endpoint
    private let rest: any Endpoint

    /// Makes an endpoint of two.
    ///
    /// - Parameters:
    ///   - routing: Finds the action of a request.
    ///   - actions: The names of the actions that go to the backend.
    ///   - backend: Answers those.
    ///   - rest: Answers the others.
    public init(
        _ routing: Routing,
        actions: some Sequence<String>,
        backend: any Endpoint,
        rest: any Endpoint
    ) {
        let names = Set(actions.map { ExactString($0) })
        self.routing = routing
        self.actions = names
        hasAll = routing.contract.actions.allSatisfy { names.contains(ExactString($0.name)) }
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

    private func isForBackend(_ routed: RoutedRequest) -> Bool {
        if hasAll { return true }
        guard routed.request.method != "OPTIONS", let action = routed.action else { return false }
        return actions.contains(ExactString(action.name))
    }
}
