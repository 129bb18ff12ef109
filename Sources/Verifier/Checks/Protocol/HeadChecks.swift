import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that HEAD is answered as GET, without the body; only for actions that write nothing.
struct HeadChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.headAsGet]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .headAsGet, of: nil).flatMap { rule in
            contract.workingReads.filter { $0.action.isSafe && $0.action.method == "GET" }.map { read in
                PlannedCase(suite: read.action.name, kind: .protocol, name: "HEAD is as GET", rules: [rule]) {
                    attempt throws(AttemptEnd) in
                    try await Self.run(read, rule, attempt)
                }
            }
        }
    }

    private static func run(_ read: WorkingExample, _ rule: Rule, _ attempt: Attempt) async throws(AttemptEnd)
    {
        var runner = ExampleRunner(attempt)
        try await runner.prepare(read.example)
        let get = try await runner.send(read.example, read.action)
        var request = get.request
        request.method = "HEAD"
        let head = try await attempt.send(request, for: read.action)
        var deviations: [Deviation] = []
        if head.response.status != get.response.status {
            deviations.append(
                .status(
                    Evidence(
                        text: "status \(get.response.status), as of GET",
                        value: .number(JSONNumber(get.response.status))
                    ),
                    head.response
                )
            )
        }
        if !head.response.body.isEmpty {
            deviations.append(
                .exchange(
                    .extra,
                    expected: "no body",
                    seen: Evidence(text: "\(head.response.body.count) bytes")
                )
            )
        }
        if head.response.mediaType != get.response.mediaType {
            deviations.append(
                .header("Content-Type", "the content type of GET", head.response)
            )
        }
        guard let first = deviations.first else { return }
        try attempt.require(
            Finding(
                rule: rule,
                summary: "HEAD of \(read.action.name) is not as GET: \(first.line)",
                deviations,
                exchange: head.number
            )
        )
    }
}
