public import JSON
public import Lambda

/// Encodes an action and its arguments as a request: the reverse of ``Routing``.
public struct RequestEncoder: Sendable {
    /// The names in a request that identify its action.
    public let names: Service.RoutingNames

    /// Creates an encoder.
    ///
    /// - Parameter names: The names in a request that identify its action.
    public init(_ names: Service.RoutingNames) {
        self.names = names
    }

    /// Returns the request for an action with its arguments.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - arguments: The arguments in the canonical form.
    ///   - form: The wire form; the canonical one when `nil`.
    /// - Returns: The request; a body is sent as JSON.
    /// - Complexity: O(*n*) in the size of the arguments.
    public func request(
        for action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil
    ) -> LambdaRequest {
        switch action.request.place {
        case .query:
            return LambdaRequest(
                method: action.method,
                rawQuery: query(naming: action.name, arguments).encoded
            )
        case .body:
            let query = form?.via == .query ? query(naming: action.name) : QueryString()
            let body = form.map { JSONValue.object($0.body(ofArguments: arguments)) }
            return LambdaRequest(
                method: action.method,
                rawQuery: query.encoded,
                headers: ["Content-Type": "application/json"],
                body: (body ?? self.body(naming: action.name, arguments)).serialized()
            )
        }
    }

    /// Returns a query that names an action, with its arguments as text; null ones are left out.
    public func query(naming action: String, _ arguments: JSONObject = JSONObject()) -> QueryString {
        var parameters = [QueryString.Parameter(names.parameter, action)]
        for argument in arguments {
            guard let text = QueryValues.text(of: argument.value) else { continue }
            parameters.append(QueryString.Parameter(argument.name, text))
        }
        return QueryString(parameters)
    }

    /// Returns a body that names an action, without an argument of the routing member's name, since a duplicate member has its
    /// own check.
    public func body(naming action: String, _ arguments: JSONObject) -> JSONValue {
        let routing = JSONMember(name: names.member, value: .string(action))
        return .object(JSONObject([routing] + arguments.filter { $0.name != routing.name }))
    }
}
