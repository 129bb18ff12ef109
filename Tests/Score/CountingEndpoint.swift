import Lambda
import Synchronization

/// An endpoint that counts what it is asked.
final class CountingEndpoint: Endpoint {
    private let endpoint: any Endpoint
    private let count = Mutex(0)

    init(_ endpoint: any Endpoint) {
        self.endpoint = endpoint
    }

    /// How many requests came.
    var requests: Int { count.withLock(\.self) }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        count.withLock { $0 += 1 }
        return try await endpoint.send(request)
    }
}
