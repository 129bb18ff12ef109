import JSON
import Lambda

/// The platform's HTTP side of a function: it makes events of requests, and responses of what comes back.
///
/// Like the platform it refuses bodies over its limit by itself, and answers 502 where the function failed.
struct FunctionGateway: Endpoint {
    let api: RuntimeAPI
    var kind = PlatformEvent.functionURL

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        guard request.body.count <= 6_291_456 else { return LambdaResponse(status: 413) }
        guard case .response(let payload) = await api.invoke(kind.event(of: request)) else {
            return .badGateway
        }
        return kind.response(of: payload)
    }
}
