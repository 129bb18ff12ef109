import Contracts
import JSONSchema
import Lambda

/// A failure is JSON of the shape that its status has in the contract, else of the service's error shape.
struct FailureCheck: AnswerCheck {
    private let contract: Contract
    private let shapeRules: [Rule]
    private let contentTypeRules: [Rule]

    init(_ contract: Contract) {
        self.contract = contract
        shapeRules = contract.rules(for: .failureShape, of: nil)
        contentTypeRules = contract.rules(for: .failureContentType, of: nil)
    }

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        guard exchange.response.status >= 400, !exchange.isFromPlatform, !exchange.hasNoBody else {
            return nil
        }
        return action.map { AnswerCases.shape(of: $0, status: exchange.response.status) }
            ?? AnswerCases.withoutAction
    }

    func problems(in exchange: RecordedExchange, of action: Action?) -> [AnswerProblem] {
        var problems: [AnswerProblem] = []
        let status = exchange.response.status
        if exchange.mediaType != "application/json" {
            problems += contentTypeRules.map { rule in
                AnswerProblem(
                    rule: rule,
                    summary: "a failure with status \(status) is not application/json",
                    details: [
                        "expected: Content-Type: application/json", "seen: \(exchange.contentTypeSeen)",
                    ]
                )
            }
        }
        let response = action?.responses[status]
        let rules = response?.rule.flatMap(contract.rule).map { [$0] } ?? shapeRules
        let summary = "a failure with status \(status) does not have the shape of the contract"
        guard let body = exchange.json else {
            return problems
                + rules.map { rule in
                    AnswerProblem(
                        rule: rule,
                        summary: summary,
                        details: ["expected: a JSON object", "seen: \(exchange.answerSummary)"]
                    )
                }
        }
        let output = exchange.output ?? contract.service.error.validate(body)
        if !output.valid {
            problems += rules.map { rule in
                AnswerProblem(
                    rule: rule,
                    summary: summary,
                    details: SchemaDetails.lines(output, of: body) + ["seen: \(exchange.answerSummary)"]
                )
            }
        }
        return problems
    }
}
