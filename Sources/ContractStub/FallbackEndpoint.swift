public import Contracts
import JSON
public import Lambda

/// An endpoint of two: a backend for the actions that it has, another endpoint for the rest of the contract's.
///
/// What is for no known action (none named, an unknown one, `OPTIONS`) is the other endpoint's, unless the backend has every
/// action: only who knows the whole contract can say what there is.
public struct FallbackEndpoint: Endpoint {
    private let routing: Routing
    private let actions: Set<ExactString>
    private let hasAll: Bool
    private let backend: any Endpoint
    private let rest: any Endpoint

    /// Makes an endpoint of two.
    ///
    /// - Parameters:
    ///   - contract: By which requests are told apart.
    ///   - actions: The names of the actions that go to the backend.
    ///   - backend: Answers those.
    ///   - rest: Answers the others.
    public init(
        _ contract: Contract,
        actions: some Sequence<String>,
        backend: any Endpoint,
        rest: any Endpoint
    ) {
        let names = Set(actions.map { ExactString($0) })
        routing = Routing(contract)
        self.actions = names
        hasAll = contract.actions.allSatisfy { names.contains(ExactString($0.name)) }
        self.backend = backend
        self.rest = rest
    }

    /// Sends a request to whom its action belongs.
    ///
    /// - Throws: ``EndpointError`` when there was no complete answer.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await (isForBackend(request) ? backend : rest).send(request)
    }

    private func isForBackend(_ request: LambdaRequest) -> Bool {
        if hasAll { return true }
        guard request.method != "OPTIONS" else { return false }
        let query = QueryString(parsing: request.rawQuery).parameters.map { (name: $0.name, value: $0.value) }
        let body = request.body.isEmpty ? nil : try? JSONValue(parsing: request.body)
        guard case .action(let route) = routing.resolve(query: query, body: body) else { return false }
        return actions.contains(ExactString(route.action.name))
    }
}
