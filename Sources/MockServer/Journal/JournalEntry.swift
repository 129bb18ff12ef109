public import Foundation
public import Gate
public import Lambda

/// One request that the mock answered, as the journal remembers it.
public struct JournalEntry: Sendable {
    /// How many bytes of each body are kept.
    static let bodyBytes = 2000

    /// The number of the request, from 1.
    public internal(set) var sequence: Int
    /// When the request came in.
    public let time: Date
    /// The request's method.
    public let method: String
    /// The request's path as it was sent.
    public let path: String
    /// The request's query as it was sent, with secrets masked.
    public let query: String
    /// The request's header lines, with secrets masked.
    public let requestHeaders: HeaderFields
    /// The first bytes of the request's body.
    public let requestBody: [UInt8]
    /// The size of the whole request body, in bytes.
    public let requestBytes: Int
    /// The answer's status.
    public let status: Int
    /// The first bytes of the answer's body.
    public let responseBody: [UInt8]
    /// The size of the whole answer's body, in bytes.
    public let responseBytes: Int
    /// How long the answer took, in milliseconds.
    public let milliseconds: Double
    /// What the contract says about the exchange; `nil` for what the function never saw.
    public let report: GateReport?

    /// Makes an entry; masks and cuts what must not be kept.
    init(
        time: Date,
        request: LambdaRequest,
        response: LambdaResponse,
        milliseconds: Double,
        report: GateReport?
    ) {
        sequence = 0
        self.time = time
        method = request.method
        path = request.path
        query = Secrets.mask(query: request.rawQuery)
        requestHeaders = Secrets.mask(request.headers)
        requestBody = Array(request.body.prefix(Self.bodyBytes))
        requestBytes = request.body.count
        status = response.status
        responseBody = Array(response.body.prefix(Self.bodyBytes))
        responseBytes = response.body.count
        self.milliseconds = milliseconds
        self.report = report
    }
}
