/// An endpoint that answers a Lambda's requests: the reference implementation, a real endpoint behind HTTP, or a
/// wrapper around another endpoint.
///
/// Mock, verifier and proxy use this protocol; none of them depends on the kind of endpoint behind it.
public protocol Endpoint: Sendable {
    /// Sends a request and waits for its answer.
    ///
    /// - Throws: ``EndpointError`` when there was no complete answer. A response with a 5xx status is an answer.
    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse
}
