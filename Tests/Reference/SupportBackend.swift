public import Lambda
public import Tables

/// The reference implementation: the actions of the support and affiliate service over a table store.
///
/// It validates every argument itself and reads no contract. So it can be deployed as a Lambda on its own, and a
/// verifier that uses it as its oracle does not test the contracts against themselves. It does not depend on an HTTP
/// server.
///
/// It needs the tables `Conversations`, `Messages`, `Leads` and `AffiliateLinks` with their indexes.
public struct SupportBackend: Endpoint {
    /// The store of all state.
    public let store: any TableStore
    /// The clock.
    public let time: any TimeSource
    /// The source of ids.
    public let identifiers: any IdentifierSource
    /// The options.
    public let options: SupportBackendOptions

    /// Creates a backend over a store.
    public init(
        store: any TableStore,
        time: any TimeSource = SystemTime(),
        identifiers: any IdentifierSource = RandomIdentifiers(),
        options: SupportBackendOptions = SupportBackendOptions()
    ) {
        self.store = store
        self.time = time
        self.identifiers = identifiers
        self.options = options
    }

    /// The names of the actions, grouped by area.
    public static var actionNames: [String] {
        ActionList.all.map { $0.name }
    }

    /// Returns the HTTP methods of an action; `nil` for a name that is none.
    public static func methods(of action: String) -> [String]? {
        ActionList.all.first { $0.name == action }?.method.names
    }

    /// Answers a request; it always returns a response, and no request alone causes a 5xx.
    public func send(_ request: LambdaRequest) async -> LambdaResponse {
        var response =
            request.method == "OPTIONS" ? CrossOrigin.preflight() : await answer(request)
        CrossOrigin.addHeaders(to: &response)
        if request.method == "HEAD" { response.body = [] }
        return response
    }

    private func answer(_ request: LambdaRequest) async -> LambdaResponse {
        do throws(Failure) {
            guard request.body.count <= RequestBody.maximumCount else {
                throw .bodyTooLarge(request.body.count, limit: RequestBody.maximumCount)
            }
            let call = try Call(request)
            let answer = try await call.action.perform(call.arguments, in: self)
            let body = JSONBody.bytes(answer)
            guard body.count <= options.responseBytes else {
                throw .answerTooLarge(body.count, limit: options.responseBytes)
            }
            let response = JSONBody.response(status: 200, body)
            return call.action.method == .read
                ? EntityTag.apply(to: response, asked: request.headers) : response
        } catch {
            return error.response
        }
    }
}
