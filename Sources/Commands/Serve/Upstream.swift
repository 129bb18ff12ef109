import Contracts
import HTTPEndpoint
import JSON
import Lambda

/// A real endpoint that answers the actions which the mock does not.
struct Upstream: Sendable {
    /// Where it is.
    let url: EndpointURL
    private let mocked: [NamePattern]
    private let endpoint: HTTPEndpoint

    /// Creates an upstream with connections of its own.
    ///
    /// - Parameters:
    ///   - url: Where it is.
    ///   - mocked: Which actions the mock answers.
    ///   - trust: Which authorities its certificate may be signed by.
    init(_ url: EndpointURL, mocked: [NamePattern], trust: CertificateTrust) {
        self.url = url
        self.mocked = mocked
        // A redirect is an answer like others: the client follows it, or not.
        endpoint = HTTPEndpoint(url, trust: trust, isListed: { _, _ in true })
    }

    /// Returns whether the mock answers an action.
    func leaves(_ action: Action) -> Bool {
        mocked.contains { $0.matches(action.name) }
    }

    /// Returns whether a request goes to the real endpoint: all that is not for a mocked action, but preflights, since browsers
    /// ask by them for both.
    func takes(_ routed: RoutedRequest) -> Bool {
        guard routed.request.method != "OPTIONS" else { return false }
        return routed.action.map { !leaves($0) } ?? true
    }

    /// Returns an endpoint that answers what the real one does not take by another.
    func endpoint(besides mock: any Endpoint, _ routing: Routing) -> any Endpoint {
        Forwarding(upstream: self, mock: mock, routing: routing)
    }

    /// Ends its connections.
    func shutdown() async {
        await endpoint.shutdown()
    }

    /// Sends a request on, without what belongs to the connection of its client.
    ///
    /// - Throws: ``EndpointError`` when there was no complete response.
    fileprivate func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        var outgoing = request
        outgoing.headers = Self.endToEnd(request.headers)
        outgoing.headers["Host"] = nil
        // The gate reads the response, so it must not be compressed.
        outgoing.headers["Accept-Encoding"] = "identity"
        var response = try await endpoint.send(outgoing)
        response.headers = Self.endToEnd(response.headers)
        // What was compressed all the same is decompressed by now.
        if let coding = response.headers["Content-Encoding"]?.lowercased(),
            coding == "gzip" || coding == "deflate"
        {
            response.headers["Content-Encoding"] = nil
        }
        return response
    }

    /// Returns the header lines that are not about one connection (RFC 9110, section 7.6.1).
    private static func endToEnd(_ headers: HeaderFields) -> HeaderFields {
        let named = headers.fields.filter { $0.name.lowercased() == "connection" }
            .flatMap { $0.value.split(separator: ",") }
            .map { $0.lowercased().filter { !$0.isWhitespace } }
        let dropped = hopByHop.union(named)
        return HeaderFields(headers.fields.filter { !dropped.contains($0.name.lowercased()) })
    }

    private static let hopByHop: Set<String> = [
        "connection", "content-length", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "proxy-connection",
        "te", "trailer", "transfer-encoding", "upgrade",
    ]
}

/// Sends each request to the real endpoint or to the mock.
private struct Forwarding: RoutedEndpoint {
    let upstream: Upstream
    let mock: any Endpoint
    let routing: Routing

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await send(routing.route(request))
    }

    func send(_ routed: RoutedRequest) async throws(EndpointError) -> LambdaResponse {
        upstream.takes(routed) ? try await upstream.send(routed.request) : try await mock.forward(routed)
    }
}
