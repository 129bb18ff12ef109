import Conformance
import JSON
import Lambda
import VerifierEvents

extension ExchangeSummary {
    /// Creates a summary of an exchange.
    init(_ exchange: RecordedExchange) {
        let request = exchange.request
        var target = request.path + (request.rawQuery.isEmpty ? "" : "?\(request.rawQuery)")
        if target.utf8.count > Self.longestTarget {
            target = "\(target.prefix(Self.longestTarget))... (\(target.utf8.count) bytes)"
        }
        self.init(
            action: exchange.action,
            method: request.method,
            target: target,
            sent: Evidence(body: request.body),
            status: exchange.response.status,
            answered: Evidence(body: exchange.response.body)
        )
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
