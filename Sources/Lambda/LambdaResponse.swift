/// An HTTP response of a function, independent of any HTTP library.
public struct LambdaResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The header fields, in order, duplicates included.
    public var headers: HeaderFields
    /// The body.
    public var body: [UInt8]

    /// Creates a response.
    public init(status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The response of a Function URL whose function failed: an "unhandled error".
    ///
    /// Source: AWS, "Invoking Lambda function URLs".
    public static let badGateway = LambdaResponse(
        status: 502,
        headers: ["Content-Type": "text/plain", "Access-Control-Allow-Origin": "*"],
        body: Array("Internal Server Error".utf8)
    )
}
