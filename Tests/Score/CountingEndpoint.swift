import Lambda
import Synchronization

/// An endpoint that counts its requests.
final class CountingEndpoint: Endpoint {
    private let endpoint: any Endpoint
    private let count = Mutex(0)

    init(_ endpoint: any Endpoint) {
        self.endpoint = endpoint
    }

    /// The number of requests.
    var requests: Int { count.withLock(\.self) }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        count.withLock { $0 += 1 }
        return try await endpoint.send(request)
    }
}
