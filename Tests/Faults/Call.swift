import JSON
import Lambda

/// A request with its action and arguments.
struct Call: Sendable {
    var request: LambdaRequest

    /// The query's action when there is one, else the body's.
    var action: String? {
        if let named = QueryString(parsing: request.rawQuery)["action"], !named.isEmpty { return named }
        return body?["action"]?.stringValue
    }

    /// The intended action, including the collapsed wire form of a decision (service, section 4.9).
    var meantAction: String? {
        guard let action, ["approve", "reject"].contains(action) else { return action }
        return "admin/approve-lead"
    }

    /// The body as an object, when it is one.
    var body: JSONObject? {
        guard request.body.first == UInt8(ascii: "{") else { return nil }
        return (try? JSONValue(parsing: request.body))?.objectValue
    }

    /// An argument of the query or of the body.
    subscript(name: String) -> JSONValue? {
        get {
            request.method == "GET"
                ? QueryString(parsing: request.rawQuery)[name].map { .string($0) }
                : body?[name]
        }
        set {
            if request.method == "GET" {
                var query = QueryString(parsing: request.rawQuery)
                query.parameters.removeAll { $0.name == name }
                if let text = newValue?.stringValue { query.parameters.append(.init(name, text)) }
                request.rawQuery = query.encoded
            } else if var body {
                body[name] = newValue
                request.body = JSONValue.object(body).serialized()
            }
        }
    }

    /// An argument's text; empty when there is none.
    func text(_ name: String) -> String {
        self[name]?.stringValue ?? ""
    }
}
