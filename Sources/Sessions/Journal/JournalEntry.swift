public import Foundation
public import Gate
public import Lambda
public import Tables

/// One request that a session answered, as the journal remembers it.
public struct JournalEntry: Sendable {
    /// How many bytes of each body are kept: enough to play all but the longest again.
    public static let bodyBytes = 64 << 10

    /// The number of the request in its session, from 1.
    public let sequence: Int
    /// The session.
    public let session: SessionName
    /// When the request came in, by the machine's clock.
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
    /// The action that the request names, where it is known.
    public let action: String?
    /// The answer's status.
    public let status: Int
    /// The answer's header lines, with secrets masked.
    public let responseHeaders: HeaderFields
    /// The first bytes of the answer's body.
    public let responseBody: [UInt8]
    /// The size of the whole answer's body, in bytes.
    public let responseBytes: Int
    /// How long the answer took, in milliseconds.
    public let milliseconds: Double
    /// What the contract says about the exchange; `nil` for what the function never saw.
    public let report: GateReport?
    /// The kinds of the faults that happened to it.
    public let faults: [String]
    /// What it cost of each table and index.
    public let usage: CapacityUsage

    /// Makes an entry; masks and cuts what must not be kept.
    ///
    /// - Parameters:
    ///   - answer: What the session answered.
    ///   - request: The request as it was sent.
    ///   - session: The session.
    ///   - time: When the request came in.
    ///   - milliseconds: How long the answer took.
    public init(
        _ answer: SessionAnswer,
        to request: LambdaRequest,
        in session: SessionName,
        time: Date,
        milliseconds: Double
    ) {
        sequence = answer.number
        self.session = session
        self.time = time
        method = request.method
        path = request.path
        query = JournalRedaction.mask(query: request.rawQuery)
        requestHeaders = JournalRedaction.mask(request.headers)
        requestBody = Self.start(of: request.body)
        requestBytes = request.body.count
        action = answer.action
        status = answer.response.status
        responseHeaders = JournalRedaction.mask(answer.response.headers)
        responseBody = Self.start(of: answer.response.body)
        responseBytes = answer.response.body.count
        self.milliseconds = milliseconds
        report = answer.report
        faults = answer.faults.kinds
        usage = answer.usage
    }

    /// Whether both bodies are kept whole.
    public var isWhole: Bool { requestBody.count == requestBytes && responseBody.count == responseBytes }

    /// About how many bytes the entry keeps in memory.
    var keptBytes: Int {
        let heads = (requestHeaders.fields + responseHeaders.fields).reduce(0) { bytes, field in
            bytes + field.name.utf8.count + field.value.utf8.count + 64
        }
        return 512 + heads + path.utf8.count + query.utf8.count + requestBody.count + responseBody.count
    }

    /// The body itself where it is short: that copies nothing.
    private static func start(of body: [UInt8]) -> [UInt8] {
        body.count <= bodyBytes ? body : Array(body.prefix(bodyBytes))
    }
}
