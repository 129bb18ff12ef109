/// An HTTP request as a Function URL passes it to its function, independent of any HTTP library.
public struct LambdaRequest: Sendable, Hashable {
    /// The method in capitals, such as `GET`.
    public var method: String
    /// The path as sent, percent-encoded, with its leading `/`.
    public var path: String
    /// The query as sent, percent-encoded, without the `?`; empty when there was none.
    public var rawQuery: String
    /// The header fields.
    public var headers: HeaderFields
    /// The body, already decoded if the platform had encoded it in base64.
    public var body: [UInt8]

    /// Creates a request.
    public init(
        method: String,
        path: String = "/",
        rawQuery: String = "",
        headers: HeaderFields = HeaderFields(),
        body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.rawQuery = rawQuery
        self.headers = headers
        self.body = body
    }
}
