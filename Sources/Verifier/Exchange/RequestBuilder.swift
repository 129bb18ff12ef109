import Contracts
import JSON
import Lambda

/// Creates requests for an action and its arguments.
struct RequestBuilder: Sendable {
    private let encoder: RequestEncoder
    /// Where a request names its action.
    let names: Service.RoutingNames

    /// A browser sends its page's origin with every request to another host; without it, a Function URL leaves
    /// its CORS headers out.
    private static let origin = HeaderField("Origin", "https://dashboard.example.com")

    init(routing names: Service.RoutingNames) {
        self.names = names
        encoder = RequestEncoder(names)
    }

    /// Returns the request in the canonical form or another wire form.
    func request(
        _ action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil,
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        var arguments = arguments
        let user = RequestUser.header(from: &arguments, of: action)
        let encoded = encoder.request(for: action, arguments, form: form)
        return request(of: encoded, headers: headers + [user].compactMap(\.self))
    }

    /// The request of an action with any bytes as its body, which do not name the action where it can be named elsewhere.
    func request(
        _ action: Action,
        _ arguments: JSONObject,
        bytes: [UInt8],
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        var arguments = arguments
        let user = RequestUser.header(from: &arguments, of: action)
        var encoded = named(action, encoder.request(for: action, arguments))
        encoded.body = bytes
        return request(of: encoded, headers: headers + [user].compactMap(\.self))
    }

    /// The request with the action's name in its query, where it is in the body otherwise, so that nobody has to read the body to
    /// know it.
    func named(_ action: Action, _ request: LambdaRequest) -> LambdaRequest {
        guard names.place(for: action) == .member, names.parameter != nil || names.header != nil else {
            return request
        }
        return encoder.naming(action.name, request)
    }

    private func request(of encoded: LambdaRequest, headers: [HeaderField]) -> LambdaRequest {
        var request = encoded
        request.headers = HeaderFields([Self.origin])
        for field in encoded.headers.fields where field.name != "Content-Type" || !encoded.body.isEmpty {
            request.headers[field.name] = field.value
        }
        for header in headers { request.headers[header.name] = header.value }
        return request
    }

    /// Returns a request from its parts; the body is JSON.
    func request(
        method: String,
        path: String = "/",
        query: QueryString = QueryString(),
        body: JSONValue? = nil,
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        request(method: method, path: path, query: query, bytes: body?.serialized() ?? [], headers: headers)
    }

    /// Returns a request from its parts; the body is any bytes, sent as JSON unless `headers` specify otherwise.
    func request(
        method: String,
        path: String = "/",
        query: QueryString = QueryString(),
        bytes: [UInt8],
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        request(method: method, path: path, rawQuery: query.encoded, bytes: bytes, headers: headers)
    }

    private func request(
        method: String,
        path: String = "/",
        rawQuery: String,
        bytes: [UInt8],
        headers: [HeaderField]
    ) -> LambdaRequest {
        var fields = HeaderFields([Self.origin])
        if !bytes.isEmpty { fields["Content-Type"] = "application/json" }
        for header in headers { fields[header.name] = header.value }
        return LambdaRequest(
            method: method,
            path: path,
            rawQuery: rawQuery,
            headers: fields,
            body: bytes
        )
    }

    /// Returns a query that names an action, with arguments as text; null ones are left out.
    func query(naming action: String, _ arguments: JSONObject = JSONObject()) -> QueryString {
        encoder.query(naming: action, arguments)
    }

    /// Returns a body that names an action.
    func body(naming action: String, _ arguments: JSONObject) -> JSONValue {
        encoder.body(naming: action, arguments)
    }
}
