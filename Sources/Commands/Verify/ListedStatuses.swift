import Contracts
import Lambda

/// The statuses that a contract lists for the action of a request: a redirect with one of them is a response, and is not
/// followed.
struct ListedStatuses: Sendable {
    private let routing: Routing

    /// Creates a table of the statuses of a contract.
    init(_ contract: Contract) {
        routing = Routing(contract)
    }

    /// Returns whether the action of a request has a response of a status; an unknown action has none.
    ///
    /// - Complexity: O(*n*) in the length of the request.
    func contains(_ status: Int, for request: LambdaRequest) -> Bool {
        routing.route(request).action?.responses[status] != nil
    }
}
