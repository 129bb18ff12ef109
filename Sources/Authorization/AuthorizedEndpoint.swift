public import Contracts
public import Lambda
public import Tables

/// An endpoint with an authorizer before it.
public struct AuthorizedEndpoint: RoutedEndpoint {
    private let endpoint: any Endpoint
    private let authorizer: Authorizer
    private let store: any TableStore

    /// Creates an endpoint with an authorizer.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint that answers authorized requests.
    ///   - authorizer: The authorizer.
    ///   - store: The tables of the endpoint.
    public init(
        _ endpoint: any Endpoint,
        authorizer: Authorizer,
        store: any TableStore
    ) {
        self.endpoint = endpoint
        self.authorizer = authorizer
        self.store = store
    }

    /// Answers a request, or refuses it.
    ///
    /// - Throws: ``EndpointError`` when the endpoint gave no complete response.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await send(authorizer.routing.route(request))
    }

    /// Answers a routed request, or refuses it.
    ///
    /// - Throws: ``EndpointError`` when the endpoint gave no complete response.
    public func send(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse {
        if let refusal = await authorizer.refusal(of: routed, over: store) { return refusal }
        return try await endpoint.forward(routed)
    }
}
