import Contracts
import JSON
import Lambda
import Verifier

/// An endpoint whose requests are each signed in as whoever they name, so that a contract can be tested where
/// authorization is switched on.
struct SignedInEndpoint: Endpoint {
    /// Longer subjects would make a header that no server takes; such an id is refused either way.
    private static let longestSubject = 1_024
    /// Who sends requests that name nobody.
    private static let nobody = "understudy"
    private static let seconds = 3_600.0

    private let endpoint: any Endpoint
    private let make: BearerTokens.Maker?
    private let routing: Routing
    private let role: String?

    /// Signs requests to an endpoint in.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint.
    ///   - contract: What each action asks for.
    ///   - tokens: Where tokens come from; without a maker, only empty `Authorization` lines are taken away.
    init(_ endpoint: any Endpoint, contract: Contract, tokens: BearerTokens) {
        self.endpoint = endpoint
        make = tokens.make
        routing = Routing(contract)
        role = contract.actions.lazy.compactMap { $0.authorization?.privilegedRole }.first
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        var request = request
        if let own = request.headers["Authorization"] {
            // A check has its own reason for what it sends, or for sending none.
            if own.isEmpty { request.headers["Authorization"] = nil }
        } else if let make, request.method != "OPTIONS" {
            let (subject, role) = sender(of: request)
            if let token = await make(subject, role, Self.seconds) {
                request.headers["Authorization"] = "Bearer \(token)"
            }
        }
        return try await endpoint.send(request)
    }

    /// Who has to send a request, and with which role.
    private func sender(of request: LambdaRequest) -> (subject: String, role: String?) {
        guard let route = routing.route(request).route else {
            return (Self.nobody, role)
        }
        let wanted = route.action.authorization
        guard let argument = wanted?.subject, let subject = route.arguments?[argument]?.stringValue,
            (1...Self.longestSubject).contains(subject.utf8.count)
        else { return (Self.nobody, wanted?.privilegedRole) }
        return (subject, wanted?.privilegedRole)
    }
}
