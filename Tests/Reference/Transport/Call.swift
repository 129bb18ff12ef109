import JSON
import Lambda

/// A routed request: its action, called with the right method.
struct Call {
    let action: any Action.Type
    let arguments: Arguments

    /// Routes a request by the query's `action` when it is present and not empty, otherwise by the body's.
    ///
    /// - Throws: ``Failure`` 400 without an action or with an unreadable body, 404 for an unknown action, 405 for the
    ///   wrong method.
    init(_ request: LambdaRequest) throws(Failure) {
        let query = QueryString(parsing: request.rawQuery)
        if let name = query["action"], !name.isEmpty {
            action = try Self.action(named: name)
            try Self.check(request.method, for: action)
            arguments =
                action.method == .read
                ? Arguments(query) : Arguments(try RequestBody.object(request.body))
        } else {
            let body = request.body.isEmpty ? JSONObject() : try RequestBody.object(request.body)
            action = try Self.action(in: body)
            try Self.check(request.method, for: action)
            arguments = action.method == .read ? Arguments(query) : Arguments(body)
        }
    }

    private static func action(in body: JSONObject) throws(Failure) -> any Action.Type {
        guard let value = body["action"], !value.isNull, value != .string("") else {
            throw Failure(
                400,
                "no_action",
                "the request names no action; add ?action=NAME to the URL or an 'action' member to the body"
            )
        }
        guard case .string(let name) = value else {
            throw Failure(400, "no_action", "'action' must be a string, but is a JSON \(value.typeName)")
        }
        // A page that writes {action: "admin/approve-lead", lead_id, action: decision} sends this: of two members
        // with one name a JavaScript object keeps the last.
        if Decision(rawValue: name) != nil { return ApproveLead.self }
        return try Self.action(named: name)
    }

    private static func action(named name: String) throws(Failure) -> any Action.Type {
        guard let action = ActionList.action(named: name) else {
            throw Failure(
                404,
                "unknown_action",
                "there is no action '\(name.prefix(64))'; use one of "
                    + ActionList.all.map { $0.name }.joined(separator: ", ")
            )
        }
        return action
    }

    private static func check(_ method: String, for action: any Action.Type) throws(Failure) {
        guard !action.method.names.contains(method) else { return }
        throw Failure(
            405,
            "method_not_allowed",
            "\(action.name) takes \(action.method.names[0]), not \(method.prefix(16))",
            allowed: (action.method.names + ["OPTIONS"]).joined(separator: ", ")
        )
    }
}
