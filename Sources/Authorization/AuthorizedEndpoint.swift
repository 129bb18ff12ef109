public import Lambda
public import Tables

/// An endpoint that only requests reach which an authorizer lets pass.
public struct AuthorizedEndpoint: Endpoint {
    private let endpoint: any Endpoint
    private let authorizer: @Sendable () -> Authorizer
    private let store: any TableStore

    /// Puts an authorizer before an endpoint.
    ///
    /// - Parameters:
    ///   - endpoint: Who answers what passes.
    ///   - authorizer: Who decides; asked for with each request, since a contract may be edited meanwhile.
    ///   - store: The tables of the endpoint.
    public init(
        _ endpoint: any Endpoint,
        authorizer: @escaping @autoclosure @Sendable () -> Authorizer,
        store: any TableStore
    ) {
        self.endpoint = endpoint
        self.authorizer = authorizer
        self.store = store
    }

    /// Answers a request, or refuses it.
    ///
    /// - Throws: ``EndpointError`` when the endpoint gave no complete answer.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        if let refusal = await authorizer().refusal(of: request, over: store) { return refusal }
        return try await endpoint.send(request)
    }
}
