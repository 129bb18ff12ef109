/// Whatever answers a Lambda's requests: the reference implementation, a real endpoint behind HTTP, a wrapper
/// around another endpoint.
///
/// Mock, verifier and proxy meet here; none of them knows which kind of endpoint it talks to.
public protocol Endpoint: Sendable {
    /// Sends one request and waits for its answer.
    ///
    /// - Throws: ``EndpointError`` when there was no complete answer. A response with a 5xx status is an answer.
    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse
}
