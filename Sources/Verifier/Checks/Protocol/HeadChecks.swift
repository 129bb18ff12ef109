import Conformance
import Contracts
import Lambda

/// HEAD is answered as GET is, without the body; it is asked only of actions that write nothing.
struct HeadChecks: CaseProvider {
    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .headAsGet, of: nil).flatMap { rule in
            contract.workingReads.filter(\.action.isSafe).map { read in
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
        var details: [String] = []
        if head.response.status != get.response.status {
            details.append(
                "expected: status \(get.response.status), as of GET; seen: \(head.response.status)"
            )
        }
        if !head.response.body.isEmpty {
            details.append("expected: no body; seen: \(head.response.body.count) bytes")
        }
        if head.response.mediaType != get.response.mediaType {
            details.append("expected: the content type of GET; seen: \(head.response.contentTypeSummary)")
        }
        guard let first = details.first else { return }
        try attempt.require(
            Finding(
                rule: rule,
                summary: "HEAD of \(read.action.name) is not as GET: \(first)",
                details: details,
                exchange: head.number
            )
        )
    }
}
