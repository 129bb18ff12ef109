public import JSON
public import Lambda

extension Routing {
    /// Returns the arguments in a query, without the routing parameter and without empty ones, which count as absent.
    ///
    /// Of a repeated parameter that is no array the first counts.
    /// - Complexity: O(*n*) in the number of parameters.
    public func arguments(of query: QueryString, for action: Action) -> JSONObject {
        JSONObject(members(of: query, raw: query.encoded, for: action))
    }

    /// The arguments of a request, `nil` where they are in the body and it cannot be read as such; and whether they are all
    /// that is in its JSON body, but for the routing member.
    func arguments(
        of action: Action,
        _ request: LambdaRequest,
        _ query: QueryString,
        _ body: RequestBody,
        _ values: [(name: String, text: String)] = []
    ) -> (arguments: JSONObject?, isBody: Bool) {
        let description = action.request
        let coding = description.arguments
        guard
            description.parts.contains(where: { $0.place != .query && $0.place != .body })
                || description.parts.count > 1 || action.path != nil || description.bodyArgument != nil
                || description.bodyEncoding != .json
        else {
            // One place, as most actions have it.
            guard description.has(.body) else {
                return (JSONObject(members(of: query, raw: request.rawQuery, for: action)), false)
            }
            guard var arguments = body.value?.objectValue else { return (nil, false) }
            if let member = contract.service.routing.member { arguments[member] = nil }
            return (arguments, true)
        }
        var members = values.map {
            JSONMember(name: $0.name, value: coding.value(of: $0.text, named: $0.name))
        }
        members += self.members(of: query, raw: request.rawQuery, for: action)
        for name in coding.names(in: .headers) {
            guard let text = request.headers[name], !text.isEmpty else { continue }
            members.append(JSONMember(name: name, value: coding.value(of: text, named: name)))
        }
        guard description.has(.body) else { return (JSONObject(distinct(members)), false) }
        guard let rest = self.members(of: body, request, action) else { return (nil, false) }
        let isBody =
            members.isEmpty && description.bodyArgument == nil && body.value?.objectValue?.count == rest.count
        return (JSONObject(distinct(members + rest)), isBody)
    }

    /// Of several arguments of one name the first counts.
    private func distinct(_ members: [JSONMember]) -> [JSONMember] {
        var seen: Set<ExactString> = []
        return members.filter { seen.insert(ExactString($0.name)).inserted }
    }

    /// The arguments in a query: all where arguments are in the query only, else those that the contract describes there.
    private func members(of query: QueryString, raw: String, for action: Action) -> [JSONMember] {
        let description = action.request
        let names = contract.service.routing
        let takesAll = description.place == .query
        let key = contract.service.apiKeys?.parameter.map { ExactString($0) }
        return description.arguments.values(
            of: query,
            raw: raw,
            skipping: action.path == nil ? names.parameter : nil
        ) { name in
            let place = description.arguments.place(of: name)
            return place == .query || (takesAll && place == nil && ExactString(name) != key)
        }
    }

    /// The arguments in a body; `nil` where it is not what it should be.
    private func members(of body: RequestBody, _ request: LambdaRequest, _ action: Action) -> [JSONMember]? {
        let description = action.request
        let member = contract.service.routing.member
        let coding = description.arguments
        switch body {
        case .absent:
            // A path names the action without a body, which then may be missing where nothing in it is required.
            let isNeeded = description.bodyArgument == nil && (action.path == nil || description.needsBody)
            return isNeeded && description.bodyEncoding == .json ? nil : []
        case .json(let value):
            if let argument = description.bodyArgument { return [JSONMember(name: argument, value: value)] }
            guard let object = value.objectValue else { return nil }
            return object.filter { isBody($0.name, description) && (action.path != nil || $0.name != member) }
        case .form(let form):
            let raw = String(decoding: request.body, as: UTF8.self)
            return coding.values(of: form, raw: raw, skipping: action.path == nil ? member : nil) { name in
                isBody(name, description)
            }
        case .text(let text):
            let name = description.bodyArgument ?? "body"
            return [JSONMember(name: name, value: coding.value(of: text, named: name))]
        case .unreadable, .malformed: return nil
        }
    }

    private func isBody(_ name: String, _ description: Request) -> Bool {
        description.arguments.place(of: name) ?? .body == .body
    }
}

extension Request {
    /// Whether the body's schema asks for a member.
    fileprivate var needsBody: Bool {
        requiredNames.contains { arguments.place(of: $0) == .body }
    }
}
