import Contracts
import Lambda

/// Every answer carries `Access-Control-Allow-Origin` exactly once: a browser refuses none and two alike.
struct OneOriginCheck: AnswerCheck {
    private let rules: [Rule]

    init(_ contract: Contract) {
        rules = contract.rules(for: .corsOneOrigin, of: nil)
    }

    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity? {
        exchange.isFromPlatform ? nil : AnswerCases.origins
    }

    func problems(in exchange: RecordedExchange, of action: Action?) -> [AnswerProblem] {
        let origins = exchange.response.headers.values(for: "Access-Control-Allow-Origin")
        guard origins.count != 1 || origins[0].contains(",") || origins[0].isEmpty else { return [] }
        let seen = origins.isEmpty ? "none" : origins.map { "'\($0)'" }.joined(separator: " and ")
        return rules.map { rule in
            AnswerProblem(
                rule: rule,
                summary: "an answer with status \(exchange.response.status) does not carry exactly one"
                    + " Access-Control-Allow-Origin",
                details: ["expected: Access-Control-Allow-Origin once, with one value", "seen: \(seen)"]
            )
        }
    }
}
