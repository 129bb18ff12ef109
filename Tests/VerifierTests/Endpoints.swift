import Lambda
import Synchronization

/// An endpoint that is a closure.
struct ScriptedEndpoint: Endpoint {
    let answer: @Sendable (LambdaRequest) async throws(EndpointError) -> LambdaResponse

    init(_ answer: @escaping @Sendable (LambdaRequest) async throws(EndpointError) -> LambdaResponse) {
        self.answer = answer
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await answer(request)
    }
}

/// Keeps the requests that an endpoint got.
final class RequestLog: Sendable {
    private let log = Mutex<[LambdaRequest]>([])

    var requests: [LambdaRequest] { log.withLock(\.self) }

    /// Notes a request and says how many there have been of its kind before.
    @discardableResult
    func note(_ request: LambdaRequest, where isCounted: (LambdaRequest) -> Bool = { _ in true }) -> Int {
        log.withLock { log in
            let before = log.count(where: isCounted)
            log.append(request)
            return before
        }
    }
}

extension LambdaResponse {
    /// A JSON answer with the headers that the contract asks for.
    static func json(_ text: String, status: Int = 200) -> LambdaResponse {
        LambdaResponse(
            status: status,
            headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*"],
            body: Array(text.utf8)
        )
    }
}

extension LambdaRequest {
    /// Whether the request is of a read.
    func reads(_ action: String) -> Bool {
        method == "GET" && QueryString(parsing: rawQuery)["action"] == action
    }
}
