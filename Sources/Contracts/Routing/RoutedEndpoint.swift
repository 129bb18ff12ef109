public import Lambda

/// An endpoint that takes a request together with its route.
public protocol RoutedEndpoint: Endpoint {
    /// Sends a routed request and waits for its response.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    func send(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse

    /// Returns the number of all that the response depends on beside the request: while it is the same, the same request gets the
    /// same response and changes nothing. `nil` where there is no such number, which is what an endpoint has that does not say.
    func version(for routed: RoutedRequest) -> UInt64?
}

extension RoutedEndpoint {
    /// Says that nothing is known of what a response depends on.
    public func version(for routed: RoutedRequest) -> UInt64? { nil }
}

extension Endpoint {
    /// Sends a routed request to an endpoint of either kind; other endpoints get the plain request.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    public func forward(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse {
        if let endpoint = self as? any RoutedEndpoint { return try await endpoint.send(routed) }
        return try await send(routed.request)
    }

    /// Returns the number of all that the response to a request depends on, see ``RoutedEndpoint/version(for:)``; `nil` of an
    /// endpoint that takes plain requests.
    public func knownVersion(for routed: RoutedRequest) -> UInt64? {
        (self as? any RoutedEndpoint)?.version(for: routed)
    }
}
