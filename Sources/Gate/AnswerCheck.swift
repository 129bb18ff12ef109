import Contracts
import JSON
import JSONSchema
import Lambda

/// Checks an answer against the contract of its action and status, and against what holds for every answer.
struct AnswerCheck: Sendable {
    private let errorSchema: Schema
    private let rules: [BuiltInCheck: String]

    init(_ contract: Contract) {
        errorSchema = contract.service.error
        let checks: [BuiltInCheck] = [
            .corsOneOrigin, .noServerError, .successShape, .failureShape, .successContentType,
            .failureContentType,
        ]
        rules = Dictionary(
            checks.compactMap { check in contract.rules(for: check).first.map { (check, $0.id) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Where an answer breaks the contract.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - request: The request that it answers.
    ///   - action: The action whose contract holds; `nil` where only what holds for every answer does.
    /// - Returns: The breaches; none where the answer keeps the contract.
    func violations(of response: LambdaResponse, to request: LambdaRequest, action: Action?) -> [GateFinding]
    {
        var found = origins(response)
        if response.status >= 500 {
            found.append(
                GateFinding(
                    rule: rules[.noServerError],
                    message: "the status is \(response.status), a server error"
                )
            )
        }
        let hasNoBody = request.method == "HEAD" || [204, 304].contains(response.status)
        guard !hasNoBody, request.method != "OPTIONS" else { return found }
        return found + contentType(response) + shape(response, action: action)
    }

    private func origins(_ response: LambdaResponse) -> [GateFinding] {
        let count = response.headers.values(for: "Access-Control-Allow-Origin").count
        guard count != 1 else { return [] }
        let text = "the answer carries Access-Control-Allow-Origin \(count) times, and browsers want it once"
        return [GateFinding(rule: rules[.corsOneOrigin], message: text)]
    }

    private func contentType(_ response: LambdaResponse) -> [GateFinding] {
        let value = response.headers["Content-Type"] ?? "missing"
        let mediaType = value.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard mediaType != "application/json" else { return [] }
        let rule = rules[response.status < 400 ? .successContentType : .failureContentType]
        return [GateFinding(rule: rule, message: "the content type is \(value), not application/json")]
    }

    private func shape(_ response: LambdaResponse, action: Action?) -> [GateFinding] {
        let isSuccess = response.status < 400
        let ownRule = rules[isSuccess ? .successShape : .failureShape]
        let contract = action?.responses[response.status]
        let schema: Schema
        if let contract {
            guard let contractSchema = contract.schema else { return [] }
            schema = contractSchema
        } else if isSuccess {
            guard let action else { return [] }
            let text = "the status \(response.status) is not in the contract of \(action.name)"
            return [GateFinding(rule: ownRule, message: text)]
        } else {
            schema = errorSchema
        }
        do {
            let body = try JSONValue(parsing: response.body)
            return Findings.of(body, by: schema, rule: contract?.rule ?? ownRule)
        } catch {
            return [GateFinding(rule: ownRule, message: "the body is not JSON: \(error)")]
        }
    }
}
