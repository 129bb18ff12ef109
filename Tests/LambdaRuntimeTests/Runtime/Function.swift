import Lambda
import LambdaRuntime

/// A function of a closure.
struct Function: FunctionEndpoint {
    /// The body in place of a response that is too long; its length in words where it is `nil`.
    var refusal: [UInt8]?
    let answer: @Sendable (LambdaRequest) async throws(EndpointError) -> LambdaResponse

    init(
        refusal: [UInt8]? = nil,
        _ answer: @escaping @Sendable (LambdaRequest) async throws(EndpointError) -> LambdaResponse
    ) {
        self.refusal = refusal
        self.answer = answer
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await answer(request)
    }

    func replacement(forResponseOf bytes: Int) -> LambdaResponse {
        LambdaResponse(status: 500, body: refusal ?? Array("\(bytes) bytes are too many".utf8))
    }
}
