import Lambda

/// An endpoint for sessions that are sent no request.
struct SilentEndpoint: Endpoint {
    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        throw .unreachable(reason: "nothing is sent")
    }
}
