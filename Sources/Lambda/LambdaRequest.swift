/// What a Function URL hands to the function: one HTTP request, free of any HTTP library.
public struct LambdaRequest: Sendable, Hashable {
    /// The method in capitals, such as `GET`.
    public var method: String
    /// The path as it was sent, percent-encoded, with its leading `/`.
    public var path: String
    /// The query as it was sent, percent-encoded, without the `?`; empty when there was none.
    public var rawQuery: String
    /// The header lines.
    public var headers: HeaderFields
    /// The body's bytes, already decoded where the platform had wrapped them in base64.
    public var body: [UInt8]

    /// Makes a request.
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
