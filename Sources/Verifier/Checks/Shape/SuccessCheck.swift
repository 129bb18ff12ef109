import Contracts
import JSON
import JSONSchema
import Lambda

/// A success has a status of the contract, is JSON, and of the shape that the contract gives it.
struct SuccessCheck: AnswerCheck {
    private let contract: Contract
    private let shapeRules: [Rule]
    private let contentTypeRules: [Rule]
    private let integerRules: [Rule]

    init(_ contract: Contract) {
        self.contract = contract
        shapeRules = contract.rules(for: .successShape, of: nil)
        contentTypeRules = contract.rules(for: .successContentType, of: nil)
        integerRules = contract.rules(for: .integersExact, of: nil)
    }

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        guard let action, (200..<300).contains(exchange.response.status),
            exchange.request.method != "OPTIONS",
            exchange.request.method != "HEAD"
        else { return nil }
        return AnswerCases.shape(of: action, status: exchange.response.status)
    }

    func problems(in exchange: RecordedExchange, of action: Action?) -> [AnswerProblem] {
        guard let action else { return [] }
        let status = exchange.response.status
        guard let response = action.responses[status] else {
            return shapeRules.map { rule in
                AnswerProblem(
                    rule: rule,
                    summary: "a success has the status \(status), which the contract does not know",
                    details: [
                        "expected: \(action.responses.keys.sorted().map(String.init).joined(separator: ", "))"
                    ]
                )
            }
        }
        var problems: [AnswerProblem] = []
        if exchange.mediaType != "application/json" {
            problems += contentTypeRules.map { rule in
                AnswerProblem(
                    rule: rule,
                    summary: "a success is not application/json",
                    details: [
                        "expected: Content-Type: application/json", "seen: \(exchange.contentTypeSeen)",
                    ]
                )
            }
        }
        return problems + shapeProblems(exchange, response)
    }

    private func shapeProblems(_ exchange: RecordedExchange, _ response: ResponseContract) -> [AnswerProblem]
    {
        let rules = response.rule.flatMap(contract.rule).map { [$0] } ?? shapeRules
        let summary = "a success does not have the shape of the contract"
        guard let body = exchange.json, body.objectValue != nil else {
            return rules.map { rule in
                AnswerProblem(
                    rule: rule,
                    summary: summary,
                    details: ["expected: a JSON object", "seen: \(exchange.answerSummary)"]
                )
            }
        }
        guard let output = exchange.output, !output.valid else { return [] }
        let causes = SchemaDetails.causes(output)
        let details = SchemaDetails.lines(output, of: body)
        let first = causes.first.map { ": at '\($0.instanceLocation)' \($0.message)" } ?? ""
        var problems = rules.map { AnswerProblem(rule: $0, summary: summary + first, details: details) }
        if causes.contains(where: { Self.isInexact(body[$0.instanceLocation], $0) }) {
            problems += integerRules.map { rule in
                AnswerProblem(
                    rule: rule,
                    summary: "a count or a time is not an integer\(first)",
                    details: details
                )
            }
        }
        return problems
    }

    /// Whether an error is about a number that is written as a string, or has a fraction.
    private static func isInexact(_ value: JSONValue?, _ unit: SchemaOutputUnit) -> Bool {
        guard unit.keyword == "type" else { return false }
        switch value {
        case .number(let number): return !number.isInteger
        case .string(let text): return JSONNumber(text) != nil
        default: return false
        }
    }
}
