public import JSON
public import Lambda

/// Makes requests of an action and its arguments: the reverse of ``Routing``.
public struct RequestEncoder: Sendable {
    /// Where a request names its action.
    public let names: Service.RoutingNames

    /// Creates an encoder.
    ///
    /// - Parameter names: Where a request names its action.
    public init(_ names: Service.RoutingNames) {
        self.names = names
    }

    /// Makes the request for an action with its arguments.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - arguments: The arguments in the canonical form.
    ///   - form: The wire form; the canonical one when `nil`.
    /// - Returns: The request, with the media type of its body.
    /// - Complexity: O(*n*) in the size of the arguments.
    public func request(
        for action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil
    ) -> LambdaRequest {
        if let form { return request(for: action, arguments, inForm: form) }
        let naming = names.place(for: action)
        var request = LambdaRequest(method: action.method)
        let coding = action.request.arguments
        if let path = action.path {
            request.path = path.path { name in arguments[name].flatMap(coding.text) }
        }
        var pairs: [String] = []
        switch naming {
        case .parameter: pairs.append(query(naming: action.name).encoded)
        case .header: name(action.name, in: &request)
        case .member, nil: break
        }
        var members: [JSONMember] = []
        for argument in arguments {
            switch action.request.place(of: argument.name) {
            case .path: break
            case .query:
                guard argument.name != names.parameter || action.path != nil else { continue }
                pairs += coding.pairs(of: argument)
            case .headers:
                guard let text = coding.text(of: argument.value) else { continue }
                request.headers[argument.name] = text
            case .body: members.append(argument)
            }
        }
        request.rawQuery = pairs.joined(separator: "&")
        guard action.request.has(.body) else { return request }
        add(members, naming: naming == .member ? action.name : nil, action.request, to: &request)
        return request
    }

    private func request(
        for action: Action,
        _ arguments: JSONObject,
        inForm form: WireForm
    ) -> LambdaRequest {
        var request = LambdaRequest(
            method: action.method,
            headers: ["Content-Type": Request.BodyEncoding.json.mediaType],
            body: JSONValue.object(form.body(ofArguments: arguments)).serialized()
        )
        if form.via == .query { request = naming(action.name, request) }
        return request
    }

    /// Writes the body.
    private func add(
        _ members: [JSONMember],
        naming action: String?,
        _ description: Request,
        to request: inout LambdaRequest
    ) {
        switch (description.bodyEncoding, description.bodyArgument) {
        case (.json, let argument?):
            guard let value = members.first(where: { $0.name == argument })?.value else { return }
            request.body = value.serialized()
        case (.json, nil):
            let arguments = JSONObject(members)
            request.body =
                (action.map { body(naming: $0, arguments) } ?? .object(arguments)).serialized()
        case (.form, _):
            let pairs = members.filter { action == nil || $0.name != names.member }
            let naming = action.flatMap { action in
                names.member.map { QueryString([.init($0, action)]).encoded }
            }
            let texts = [naming].compactMap(\.self) + pairs.flatMap(description.arguments.pairs)
            request.body = Array(texts.joined(separator: "&").utf8)
        case (.text, let argument):
            guard let value = members.first(where: { $0.name == argument })?.value,
                let text = description.arguments.text(of: value)
            else { return }
            request.body = Array(text.utf8)
        }
        request.headers["Content-Type"] = description.bodyEncoding.mediaType
    }

    /// Returns the request with the action's name before everything else: in the header where there is one, else in the query.
    public func naming(_ action: String, _ request: LambdaRequest) -> LambdaRequest {
        var named = request
        if names.parameter == nil {
            name(action, in: &named)
        } else {
            let rest = request.rawQuery.isEmpty ? "" : "&" + request.rawQuery
            named.rawQuery = query(naming: action).encoded + rest
        }
        return named
    }

    private func name(_ action: String, in request: inout LambdaRequest) {
        guard let header = names.header else { return }
        request.headers[header.name] = header.prefix + action
    }

    /// A query that names an action, where queries do, with its arguments as text; null ones are left out.
    public func query(naming action: String, _ arguments: JSONObject = JSONObject()) -> QueryString {
        var parameters = names.parameter.map { [QueryString.Parameter($0, action)] } ?? []
        for argument in arguments {
            switch argument.value {
            case .null: continue
            case .string(let text): parameters.append(QueryString.Parameter(argument.name, text))
            case let value: parameters.append(QueryString.Parameter(argument.name, value.compactText))
            }
        }
        return QueryString(parameters)
    }

    /// A body that names an action, where bodies do; an argument of the routing member's name is left out, since two members
    /// of one name are another matter.
    public func body(naming action: String, _ arguments: JSONObject) -> JSONValue {
        guard let member = names.member else { return .object(arguments) }
        let routing = JSONMember(name: member, value: .string(action))
        return .object(JSONObject([routing] + arguments.filter { $0.name != routing.name }))
    }
}
