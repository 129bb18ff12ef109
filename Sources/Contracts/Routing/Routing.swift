import JSON
import JSONSchema
public import Lambda

/// Finds the action that a request is for, and its arguments; ``RequestEncoder`` is its reverse.
///
/// The first of these that is there and not empty decides: the routing header, the routing parameter of the query, the path with
/// the method, the routing member of the body. Where header or query name the action, a body of one of the action's `query`
/// forms is brought into the canonical form. Where nothing names a known action, the first action with a `body` form that takes
/// the body is meant.
public struct Routing: Sendable {
    /// What requests are routed by.
    public let contract: Contract

    /// Creates the routing of a contract.
    public init(_ contract: Contract) {
        self.contract = contract
    }

    /// Finds action, form and arguments of a request, and parses its query and body for whoever comes after.
    ///
    /// Where requests name their action the method plays no part; see ``RoutedRequest/hasMethodOfAction``.
    /// - Parameters:
    ///   - request: The request.
    ///   - takesPath: Whether a path that is an action's name, such as `/orders/place`, names the action where nothing else
    ///     does. The routed request then names it in its query or header.
    /// - Returns: The request and what was read from it.
    /// - Complexity: O(*n*) in the size of the request; a body without a known action is validated against every
    ///   `body` form.
    public func route(_ request: LambdaRequest, takingPath takesPath: Bool = false) -> RoutedRequest {
        let query = QueryString(parsing: request.rawQuery)
        switch target(of: request, query) {
        case .named(let name):
            guard let action = contract.action(named: name) else {
                return routed(request, query, body(of: request, .json), .unknownAction(name))
            }
            return routed(request, query, to: action, takesForms: true)
        case .path(let action, let values, let methods):
            return routed(request, query, to: action, values, methods)
        case .unknown(let path): return routed(request, query, body(of: request, .json), .unknownPath(path))
        case .body:
            let body = body(of: request, .json)
            let name = name(in: body, request)
            if takesPath, name == nil, let action = action(ofPath: request.path) {
                let named = RequestEncoder(contract.service.routing).naming(action.name, request)
                return routed(named, QueryString(parsing: named.rawQuery), to: action, takesForms: true)
            }
            return byBody(request, query, body, name: name ?? "")
        }
    }

    /// What decides over the action, but for the body.
    private enum Target {
        case named(String)
        case path(Action, values: [(name: String, text: String)], methods: [String])
        case unknown(path: String)
        case body
    }

    private func target(of request: LambdaRequest, _ query: QueryString) -> Target {
        let names = contract.service.routing
        if let header = names.header, let value = request.headers[header.name], !value.isEmpty {
            // Without its prefix it is the name of no action, but for one that has it in its name.
            return .named(
                value.hasPrefix(header.prefix) ? String(value.dropFirst(header.prefix.count)) : value
            )
        }
        if let parameter = names.parameter, let name = query[parameter], !name.isEmpty { return .named(name) }
        switch contract.paths.match(request.path, method: request.method) {
        case .action(let index, let values, let methods), .otherMethod(let index, let values, let methods):
            return .path(contract.actions[index], values: values, methods: methods)
        case nil:
            let isNamed = names.member != nil || (request.path == "/" && !names.places.isEmpty)
            return contract.paths.isEmpty || isNamed ? .body : .unknown(path: request.path)
        }
    }

    /// The action that a body names; `nil` where it names none.
    private func name(in body: RequestBody, _ request: LambdaRequest) -> String? {
        guard let member = contract.service.routing.member else { return nil }
        if let name = body.value?[member]?.stringValue { return name.isEmpty ? nil : name }
        let takesForms = contract.actions.contains { $0.request.bodyEncoding == .form }
        guard takesForms, body.isUnreadable, let text = String(validating: request.body, as: UTF8.self),
            let name = QueryString(parsing: text)[member], !name.isEmpty
        else { return nil }
        return name
    }

    private func byBody(
        _ request: LambdaRequest,
        _ query: QueryString,
        _ body: RequestBody,
        name: String
    ) -> RoutedRequest {
        if !name.isEmpty, let action = contract.action(named: name) {
            if action.request.bodyEncoding != .json { return routed(request, query, to: action) }
            let (arguments, isBody) = arguments(of: action, request, query, body)
            let route = Route(action: action, arguments: arguments, isBody: isBody)
            return routed(request, query, body, .action(route))
        }
        if let object = body.value?.objectValue {
            for action in contract.actions {
                let form = action.forms.first { $0.via == .body && $0.match.isValid(.object(object)) }
                guard let form else { continue }
                let arguments = form.arguments(ofBody: object, routingMember: contract.service.routing.member)
                return routed(
                    request,
                    query,
                    body,
                    .action(Route(action: action, form: form, arguments: arguments))
                )
            }
        }
        if !name.isEmpty { return routed(request, query, body, .unknownAction(name)) }
        let isOther = !contract.paths.isEmpty && request.path != "/"
        return routed(request, query, body, isOther ? .unknownPath(request.path) : .noAction)
    }

    /// Routes a request to an action that is known before its body is read.
    private func routed(
        _ request: LambdaRequest,
        _ query: QueryString,
        to action: Action,
        _ values: [(name: String, text: String)] = [],
        _ methods: [String]? = nil,
        takesForms: Bool = false
    ) -> RoutedRequest {
        let body = body(of: request, action.request.bodyEncoding)
        if takesForms, let object = body.value?.objectValue,
            let form = action.forms.first(where: { $0.via == .query && $0.match.isValid(.object(object)) })
        {
            let arguments = form.arguments(ofBody: object, routingMember: contract.service.routing.member)
            let route = Route(action: action, form: form, arguments: arguments)
            return routed(request, query, body, .action(route))
        }
        let (arguments, isBody) = arguments(of: action, request, query, body, values)
        return routed(
            request,
            query,
            body,
            .action(Route(action: action, arguments: arguments, isBody: isBody, methods: methods))
        )
    }

    private func routed(
        _ request: LambdaRequest,
        _ query: QueryString,
        _ body: RequestBody,
        _ outcome: RoutingOutcome
    ) -> RoutedRequest {
        RoutedRequest(request: request, query: query, body: body, outcome: outcome)
    }

    private func body(of request: LambdaRequest, _ encoding: Request.BodyEncoding) -> RequestBody {
        RequestBody(request.body, encoding, depth: contract.service.limits.depth)
    }

    private func action(ofPath path: String) -> Action? {
        let names = contract.service.routing
        guard path.utf8.count > 1, names.parameter != nil || names.header != nil else { return nil }
        let name = path.drop { $0 == "/" }
        return contract.action(named: String(name)) ?? contract.action(named: PathCoding.decode(name))
    }
}
