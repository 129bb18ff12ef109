import JSON
import Lambda

/// Takes a path that is an action's name, such as `/chat/send`, for the action where the request names none:
/// handy in a browser's address bar and in network logs.
struct PathRouting: Sendable {
    /// The query parameter and the body member that name an action.
    let parameter: String
    let member: String
    /// The names of the actions.
    let actions: Set<ExactString>

    /// The request with the action of its path in the query, or the request as it is.
    ///
    /// - Complexity: O(*n*) in the size of the request, and only where the path is an action's name.
    func route(_ request: LambdaRequest) -> LambdaRequest {
        let name = String(request.path.drop { $0 == "/" })
        guard actions.contains(ExactString(name)), !namesAction(request) else { return request }
        var routed = request
        let rest = request.rawQuery.isEmpty ? "" : "&" + request.rawQuery
        routed.rawQuery = "\(QueryString.encode(parameter))=\(QueryString.encode(name))\(rest)"
        return routed
    }

    private func namesAction(_ request: LambdaRequest) -> Bool {
        let query = QueryString(parsing: request.rawQuery)
        if query.parameters.contains(where: {
            ExactString($0.name) == ExactString(parameter) && $0.value != ""
        }) {
            return true
        }
        guard !request.body.isEmpty, let body = try? JSONValue(parsing: request.body) else { return false }
        return body[member]?.stringValue?.isEmpty == false
    }
}
