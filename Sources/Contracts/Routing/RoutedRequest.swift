public import Lambda

/// A request with the result of routing: its query and body, parsed once, and its action.
///
/// Everything between the socket and the function takes a routed request, so that nothing is parsed twice.
public struct RoutedRequest: Sendable {
    /// The request as the function receives it.
    public let request: LambdaRequest
    /// The parameters of its query.
    public let query: QueryString
    /// Its body.
    public let body: RequestBody
    /// The action and arguments, or the reason why there is no action.
    public let outcome: RoutingOutcome

    /// Whether its arguments, where it has any, were found to fit the action's request schema, so that they need not be
    /// validated again.
    public var isValidated = false

    init(request: LambdaRequest, query: QueryString, body: RequestBody, outcome: RoutingOutcome) {
        self.request = request
        self.query = query
        self.body = body
        self.outcome = outcome
    }

    /// The action and its arguments, for any method; `nil` when the request is for no action of the contract.
    public var route: Route? {
        if case .action(let route) = outcome { route } else { nil }
    }

    /// The action, for any method; `nil` when the request is for none of the contract's.
    public var action: Action? { route?.action }

    /// Whether the method is the action's; HEAD counts as GET (RFC 9110, section 9.3.2).
    public var hasMethodOfAction: Bool {
        guard let action else { return false }
        return (request.method == "HEAD" ? "GET" : request.method) == action.method
    }
}
