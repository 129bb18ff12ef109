import Conformance
import Contracts
import Lambda
import VerifierEvents

/// Checks that a failure never contains a stack trace.
struct StackTraceCheck: AnswerCheck {
    private let rules: [Rule]

    init(_ contract: Contract) {
        rules = contract.rules(for: .noStackTrace, of: nil)
    }

    /// Fragments that occur only in stack traces, of the languages that functions are written in.
    private static let traces = [
        "Traceback (most recent call last)", "\\n    at ", "\n    at ", "\"stackTrace\"", "\"stack\":",
        "\"trace\":",
        "node_modules/", "/var/task/", "/var/runtime/", "goroutine ", "Fatal error:", "panicked at ",
        "java.lang.", "File \\\"/",
    ]

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        let response = exchange.response
        guard response.status >= 400, !response.isFromPlatform, exchange.request.method != "HEAD" else {
            return nil
        }
        return AnswerCases.content(of: exchange, for: action)
    }

    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation] {
        let body = String(decoding: exchange.response.body, as: UTF8.self)
        guard let trace = Self.traces.first(where: { body.holds(bytes: Array($0.utf8)) }) else { return [] }
        return rules.map { rule in
            Violation(
                rule: rule,
                summary: "a failure with status \(exchange.response.status) shows a stack trace",
                deviations: [
                    Deviation(
                        .extra,
                        at: .exchange,
                        "must not show a stack trace",
                        expected: "a sentence for people in 'error'",
                        seen: "'\(trace)' in \(exchange.answerSummary)"
                    )
                ]
            )
        }
    }
}
