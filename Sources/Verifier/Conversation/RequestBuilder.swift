import Contracts
import JSON
import Lambda

/// Creates requests for an action and its arguments.
struct RequestBuilder: Sendable {
    private let encoder: RequestEncoder

    /// A browser sends its page's origin with every request to another host; without it, a Function URL leaves
    /// its CORS headers out.
    private static let origin = HeaderField("Origin", "https://dashboard.example.com")

    init(routing names: Service.RoutingNames) {
        encoder = RequestEncoder(names)
    }

    /// Returns the request in the canonical form or another wire form.
    func request(
        _ action: Action,
        _ arguments: JSONObject,
        form: WireForm? = nil,
        headers: [HeaderField] = []
    ) -> LambdaRequest {
        let encoded = encoder.request(for: action, arguments, form: form)
        return request(
            method: encoded.method,
            rawQuery: encoded.rawQuery,
            bytes: encoded.body,
            headers: headers
        )
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
