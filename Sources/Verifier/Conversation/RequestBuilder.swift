import Contracts
import JSON
import Lambda

/// Makes requests of an action and its arguments.
struct RequestBuilder: Sendable {
    /// Where a request names its action.
    let routing: Service.RoutingNames

    /// A browser names its page's origin with every request to another host; without it, a Function URL leaves
    /// its CORS headers out.
    private static let origin = HeaderField("Origin", "https://dashboard.example.com")

    /// The request in the canonical form or another wire form.
    func request(
        _ action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil,
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        switch action.request.place {
        case .query:
            return request(
                method: action.method,
                query: query(naming: action.name, arguments),
                headers: headers
            )
        case .body:
            guard let form else {
                return request(
                    method: action.method,
                    body: body(naming: action.name, arguments),
                    headers: headers
                )
            }
            return request(
                method: action.method,
                query: form.via == .query ? query(naming: action.name) : QueryString(),
                body: .object(form.body(ofArguments: arguments)),
                headers: headers
            )
        }
    }

    /// A request of its parts; a body is JSON.
    func request(
        method: String,
        path: String = "/",
        query: QueryString = QueryString(),
        body: JSONValue? = nil,
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        request(method: method, path: path, query: query, bytes: body?.serialized() ?? [], headers: headers)
    }

    /// A request of its parts; a body is any bytes, sent as JSON unless `headers` say otherwise.
    func request(
        method: String,
        path: String = "/",
        query: QueryString = QueryString(),
        bytes: [UInt8],
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        var fields = HeaderFields([Self.origin])
        if !bytes.isEmpty { fields["Content-Type"] = "application/json" }
        for header in headers { fields[header.name] = header.value }
        return LambdaRequest(
            method: method,
            path: path,
            rawQuery: query.encoded,
            headers: fields,
            body: bytes
        )
    }

    /// A query that names an action, with arguments as text; null ones are left out.
    func query(naming action: String, _ arguments: JSONObject = JSONObject()) -> QueryString {
        var parameters = [QueryString.Parameter(routing.parameter, action)]
        for argument in arguments {
            switch argument.value {
            case .null: break
            case .string(let text): parameters.append(QueryString.Parameter(argument.name, text))
            case let other: parameters.append(QueryString.Parameter(argument.name, other.compactText))
            }
        }
        return QueryString(parameters)
    }

    /// A body that names an action; an argument of the routing member's name is left out, for two members of
    /// one name are another matter.
    func body(naming action: String, _ arguments: JSONObject) -> JSONValue {
        let routing = JSONMember(name: routing.member, value: .string(action))
        return .object(JSONObject([routing] + arguments.filter { $0.name != routing.name }))
    }
}
