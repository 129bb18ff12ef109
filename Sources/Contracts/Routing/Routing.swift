public import JSON
import JSONSchema
public import Lambda

/// Finds the action and the arguments of a request; ``RequestEncoder`` is its reverse.
///
/// The query's routing parameter takes precedence when it is there and not empty, then the body's routing member. Where the
/// query names the action, a body of one of the action's `query` forms is converted to the canonical form. Where neither
/// names a known action, the first action with a `body` form that matches the body is used.
public struct Routing: Sendable {
    /// The contract to route by.
    public let contract: Contract

    /// Creates the routing of a contract.
    public init(_ contract: Contract) {
        self.contract = contract
    }

    /// Finds action, form and arguments of a request, and parses its query and body.
    ///
    /// The method is ignored; see ``RoutedRequest/hasMethodOfAction``.
    /// - Parameters:
    ///   - request: The request.
    ///   - takesPath: Whether a path that is an action's name, such as `/chat/send`, names the action where neither query
    ///     nor body names one. The routed request then names it in its query.
    /// - Returns: The request and its route.
    /// - Complexity: O(*n*) in the size of the request; a body without a known action is validated against every
    ///   `body` form.
    public func route(_ request: LambdaRequest, takingPath takesPath: Bool = false) -> RoutedRequest {
        let query = QueryString(parsing: request.rawQuery)
        let body = body(of: request)
        let names = contract.service.routing
        if takesPath, let action = action(ofPath: request.path), !namesAction(query, body) {
            var named = request
            let rest = request.rawQuery.isEmpty ? "" : "&" + request.rawQuery
            named.rawQuery =
                "\(QueryString.encode(names.parameter))=\(QueryString.encode(action.name))\(rest)"
            let query = QueryString([.init(names.parameter, action.name)] + query.parameters)
            return RoutedRequest(request: named, query: query, body: body, outcome: outcome(query, body))
        }
        return RoutedRequest(request: request, query: query, body: body, outcome: outcome(query, body))
    }

    private func body(of request: LambdaRequest) -> RequestBody {
        guard !request.body.isEmpty else { return .absent }
        do throws(JSONError) {
            return .json(try JSONParser(maximumDepth: contract.service.limits.depth).parse(request.body))
        } catch {
            return .unreadable(error)
        }
    }

    private func action(ofPath path: String) -> Action? {
        guard path.utf8.count > 1 else { return nil }
        return contract.action(named: String(path.drop { $0 == "/" }))
    }

    private func namesAction(_ query: QueryString, _ body: RequestBody) -> Bool {
        let names = contract.service.routing
        return query[names.parameter]?.isEmpty == false
            || body.value?[names.member]?.stringValue?.isEmpty == false
    }

    private func outcome(_ query: QueryString, _ body: RequestBody) -> RoutingOutcome {
        let names = contract.service.routing
        let object = body.value?.objectValue
        if let name = query[names.parameter], !name.isEmpty {
            guard let action = contract.action(named: name) else { return .unknownAction(name) }
            let form = object.flatMap { object in
                action.forms.first { $0.via == .query && $0.match.isValid(.object(object)) }
            }
            return .action(route(to: action, form: form, query: query, object: object))
        }
        let name = object?[names.member]?.stringValue ?? ""
        if !name.isEmpty, let action = contract.action(named: name) {
            return .action(route(to: action, form: nil, query: query, object: object))
        }
        if let object {
            for action in contract.actions {
                let form = action.forms.first { $0.via == .body && $0.match.isValid(.object(object)) }
                guard let form else { continue }
                return .action(route(to: action, form: form, query: query, object: object))
            }
        }
        return name.isEmpty ? .noAction : .unknownAction(name)
    }

    private func route(
        to action: Action,
        form: WireForm?,
        query: QueryString,
        object: JSONObject?
    ) -> Route {
        let names = contract.service.routing
        if let form, let object {
            let arguments = form.arguments(ofBody: object, routingMember: names.member)
            return Route(action: action, form: form, arguments: arguments)
        }
        switch action.request.place {
        case .query:
            return Route(action: action, form: nil, arguments: arguments(of: query, for: action))
        case .body:
            var arguments = object
            arguments?[names.member] = nil
            return Route(action: action, form: nil, arguments: arguments)
        }
    }

    /// Returns the arguments in a query, without the routing parameter and without empty ones, which count as absent.
    ///
    /// The first value of a repeated parameter is used.
    /// - Complexity: O(*n*) in the number of parameters.
    public func arguments(of query: QueryString, for action: Action) -> JSONObject {
        var seen: Set<ExactString> = [ExactString(contract.service.routing.parameter)]
        var members: [JSONMember] = []
        for parameter in query.parameters where seen.insert(ExactString(parameter.name)).inserted {
            guard !parameter.value.isEmpty else { continue }
            let value = action.request.queryValues.value(of: parameter.value, named: parameter.name)
            members.append(JSONMember(name: parameter.name, value: value))
        }
        return JSONObject(members)
    }
}
