public import Lambda

/// An endpoint that takes a request together with its route.
public protocol RoutedEndpoint: Endpoint {
    /// Sends a routed request and waits for its response.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    func send(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse
}

extension Endpoint {
    /// Sends a routed request to an endpoint of either kind; other endpoints get the plain request.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    public func forward(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse {
        if let endpoint = self as? any RoutedEndpoint { return try await endpoint.send(routed) }
        return try await send(routed.request)
    }
}
