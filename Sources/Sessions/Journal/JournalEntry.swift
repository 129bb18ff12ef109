public import Contracts
import FaultInjection
public import Foundation
public import Gate
public import Lambda
public import Tables

/// One answered request in a session's journal.
public struct JournalEntry: Sendable {
    /// The number of bytes kept of each body: enough to replay all but the largest requests.
    public static let bodyBytes = 64 << 10

    /// The number of the request in its session, from 1.
    public let sequence: Int
    /// The session.
    public let session: SessionName
    /// The time of the request by the system clock.
    public let time: Date
    /// The request's method.
    public let method: String
    /// The request path as sent.
    public let path: String
    /// The request query and headers as sent; masked when they are read, since most entries are dropped unread.
    private let unmaskedQuery: String
    private let unmaskedRequestHeaders: HeaderFields
    /// The first bytes of the request body.
    public let requestBody: [UInt8]
    /// The size of the whole request body, in bytes.
    public let requestBytes: Int
    /// The action, if the request names a known one.
    public let action: String?
    /// The response status.
    public let status: Int
    private let unmaskedResponseHeaders: HeaderFields
    /// Where requests have their API key; `nil` where the contract has none.
    private let key: APIKeys.Place?
    /// The first bytes of the response body.
    public let responseBody: [UInt8]
    /// The size of the whole response body, in bytes.
    public let responseBytes: Int
    /// The duration until the response was complete, in milliseconds.
    public let milliseconds: Double
    /// The gate's report about the exchange; `nil` when the request did not reach the function.
    public let report: GateReport?
    /// The kinds of the injected faults.
    public let faults: [String]
    /// The capacity units by table and index.
    public let usage: CapacityUsage
    /// The steps of the action's behaviour that were taken; none where it has no behaviour.
    public let steps: [BehaviourTrace.Entry]
    /// How often the behaviour was run, because concurrent requests changed what it had read; 0 without a behaviour.
    public let attempts: Int

    /// Creates an entry; truncates bodies.
    ///
    /// - Parameters:
    ///   - answer: The session's answer.
    ///   - request: The request as sent.
    ///   - session: The session.
    ///   - time: The time of the request.
    ///   - milliseconds: The duration until the response was complete.
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
        key = answer.key
        unmaskedQuery = request.rawQuery
        unmaskedRequestHeaders = request.headers
        requestBody = Self.start(of: request.body)
        requestBytes = request.body.count
        action = answer.action
        status = answer.response.status
        unmaskedResponseHeaders = answer.response.headers
        responseBody = Self.start(of: answer.response.body)
        responseBytes = answer.response.body.count
        self.milliseconds = milliseconds
        report = answer.report
        faults = answer.faults.kinds
        usage = answer.usage
        steps = answer.trace?.entries ?? []
        attempts = answer.trace?.attempts ?? 0
    }

    /// The request query as sent, with secrets masked.
    public var query: String { JournalRedaction.mask(query: unmaskedQuery, key: key) }

    /// The request headers, with secrets masked.
    public var requestHeaders: HeaderFields { JournalRedaction.mask(unmaskedRequestHeaders, key: key) }

    /// The response headers, with secrets masked.
    public var responseHeaders: HeaderFields { JournalRedaction.mask(unmaskedResponseHeaders, key: key) }

    /// Whether both bodies are complete.
    public var isWhole: Bool { requestBody.count == requestBytes && responseBody.count == responseBytes }

    /// The approximate memory size of the entry, in bytes.
    var keptBytes: Int {
        Self.bytes(of: unmaskedRequestHeaders) + Self.bytes(of: unmaskedResponseHeaders) + 512
            + steps.count * 128 + path.utf8.count + unmaskedQuery.utf8.count + requestBody.count
            + responseBody.count
    }

    private static func bytes(of headers: HeaderFields) -> Int {
        headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 64 }
    }

    /// Returns the body itself when it is short, which copies nothing.
    private static func start(of body: [UInt8]) -> [UInt8] {
        body.count <= bodyBytes ? body : Array(body.prefix(bodyBytes))
    }
}
