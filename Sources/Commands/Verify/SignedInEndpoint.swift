import Contracts
import JSON
import Lambda
import Verifier
import VerifierEvents

/// An endpoint that adds a bearer token for the caller to each request, to test a contract where authorization is enabled.
struct SignedInEndpoint: Endpoint {
    /// The maximum length of a subject: longer ones would make a header that no server accepts; such an id is refused anyway.
    private static let longestSubject = 1_024
    /// The subject of requests that identify no caller.
    private static let anonymous = "understudy"

    private let endpoint: any Endpoint
    private let make: BearerTokens.Maker?
    private let routing: Routing
    private let role: String?

    /// Creates an endpoint that signs requests to another one.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint.
    ///   - contract: The contract, with the requirements of each action.
    ///   - tokens: The source of tokens; without a factory, only empty `Authorization` headers are removed.
    init(_ endpoint: any Endpoint, contract: Contract, tokens: BearerTokens) {
        self.endpoint = endpoint
        make = tokens.make
        routing = Routing(contract)
        role = contract.actions.lazy.compactMap { $0.authorization?.privilegedRole }.first
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        var request = request
        if let own = request.headers["Authorization"] {
            // The header of a check, or its absence, is intended.
            if own.isEmpty { request.headers["Authorization"] = nil }
        } else if let make, request.method != "OPTIONS" {
            let (subject, role) = sender(of: request)
            if let token = await make(subject, role, BearerTokens.validity) {
                request.headers["Authorization"] = "Bearer \(token)"
            }
        }
        return try await endpoint.send(request)
    }

    /// Returns the subject and the role that a request needs.
    private func sender(of request: LambdaRequest) -> (subject: String, role: String?) {
        guard let route = routing.route(request).route else {
            return (Self.anonymous, role)
        }
        let wanted = route.action.authorization
        guard let argument = wanted?.subject, let subject = route.arguments?[argument]?.stringValue,
            (1...Self.longestSubject).contains(subject.utf8.count)
        else { return (Self.anonymous, wanted?.privilegedRole) }
        return (subject, wanted?.privilegedRole)
    }
}
