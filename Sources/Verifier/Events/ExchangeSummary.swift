public import Conformance
import JSON
import Lambda

/// A request and its response as far as they are kept with a failure: without headers and large bodies.
public struct ExchangeSummary: Sendable, Hashable {
    /// The action of the request; `nil` where there is none.
    public var action: String?
    /// The method.
    public var method: String
    /// The path and the query.
    public var target: String
    /// The request's body.
    public var sent: Evidence
    /// The status of the response.
    public var status: Int
    /// The body of the response.
    public var answered: Evidence

    /// Creates a summary.
    public init(
        action: String?,
        method: String,
        target: String,
        sent: Evidence,
        status: Int,
        answered: Evidence
    ) {
        self.action = action
        self.method = method
        self.target = target
        self.sent = sent
        self.status = status
        self.answered = answered
    }

    /// Creates a summary of an exchange.
    init(_ exchange: RecordedExchange) {
        let request = exchange.request
        action = exchange.action
        method = request.method
        target = request.path + (request.rawQuery.isEmpty ? "" : "?\(request.rawQuery)")
        if target.utf8.count > Self.longestTarget {
            target = "\(target.prefix(Self.longestTarget))... (\(target.utf8.count) bytes)"
        }
        sent = Evidence(body: request.body)
        status = exchange.response.status
        answered = Evidence(body: exchange.response.body)
    }

    private static let longestTarget = 2_000
}

extension ExchangeSummary {
    /// Returns the summary with every text and value replaced.
    func map(_ text: (String) -> String, _ value: (JSONValue) -> JSONValue) -> ExchangeSummary {
        var result = self
        result.target = text(target)
        result.sent = sent.map(text, value)
        result.answered = answered.map(text, value)
        return result
    }
}
