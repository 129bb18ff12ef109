import Contracts
import Lambda

/// No request, however malformed, is answered with a 5xx.
struct ServerErrorCheck: AnswerCheck {
    private let rules: [Rule]

    init(_ contract: Contract) {
        rules = contract.rules(for: .noServerError, of: nil)
    }

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        AnswerCases.serverErrors(of: action)
    }

    func problems(in exchange: RecordedExchange, of action: Action?) -> [AnswerProblem] {
        guard exchange.response.status >= 500 else { return [] }
        return rules.map { rule in
            AnswerProblem(
                rule: rule,
                summary: "a request was answered \(exchange.response.status)",
                details: ["expected: a status below 500", "seen: \(exchange.answerSummary)"],
                isCertain: true
            )
        }
    }
}
