import Contracts
import JSON
import Lambda

/// The statuses that a contract lists for the action of a request: a redirect with one of them is an answer, and is not
/// followed.
struct ListedStatuses: Sendable {
    private let routing: Routing

    /// Creates a table of the statuses of a contract.
    init(_ contract: Contract) {
        routing = Routing(contract)
    }

    /// Whether the action that a request names has a response of a status; an unknown action has none.
    ///
    /// - Complexity: O(*n*) in the length of the request.
    func contains(_ status: Int, for request: LambdaRequest) -> Bool {
        let query = QueryString(parsing: request.rawQuery).parameters.map { (name: $0.name, value: $0.value) }
        let body = request.body.isEmpty ? nil : try? JSONValue(parsing: request.body)
        guard case .action(let route) = routing.resolve(query: query, body: body) else { return false }
        return route.action.responses[status] != nil
    }
}
