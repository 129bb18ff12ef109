/// What a function answers: one HTTP response, free of any HTTP library.
public struct LambdaResponse: Sendable, Hashable {
    /// The status code.
    public var status: Int
    /// The header lines, in order, doubles included.
    public var headers: HeaderFields
    /// The body's bytes.
    public var body: [UInt8]

    /// Makes a response.
    public init(status: Int, headers: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// What a Function URL answers when its function fails: an "unhandled error".
    ///
    /// Source: AWS, "Invoking Lambda function URLs".
    public static let badGateway = LambdaResponse(
        status: 502,
        headers: ["Content-Type": "text/plain", "Access-Control-Allow-Origin": "*"],
        body: Array("Internal Server Error".utf8)
    )
}
