import Contracts
import Lambda
import VerifierEvents

/// Checks that a repeated parameter does not cause a 5xx, whatever it means.
struct RepeatedParameterChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.repeatedParameterNo5xx]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .repeatedParameterNo5xx, of: nil).flatMap { rule in
            contract.workingReads.filter { $0.action.request.has(.query) }.map { read in
                PlannedCase(
                    suite: read.action.name,
                    kind: .protocol,
                    name: "every parameter twice",
                    rules: [rule]
                ) { attempt throws(AttemptEnd) in
                    try await Self.run(read, rule, attempt)
                }
            }
        }
    }

    private static func run(_ read: WorkingExample, _ rule: Rule, _ attempt: Attempt) async throws(AttemptEnd)
    {
        let arguments = ExampleRunner(attempt).arguments(of: read.example, read.action)
        var request = attempt.context.requests.request(read.action, arguments)
        let query = QueryString(parsing: request.rawQuery)
        request.rawQuery =
            QueryString(query.parameters + query.parameters.map { QueryString.Parameter($0.name, "2") })
            .encoded
        let answer = try await attempt.send(request, for: read.action)
        guard answer.response.status >= 500 else { return }
        try attempt.require(.serverError(rule, "\(read.action.name) with every parameter twice", answer))
    }
}
