import Conformance
import Contracts
import JSON
import VerifierEvents

/// Checks that the median round-trip time of an action, one request at a time, is below the budget.
struct DurationChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.medianDuration]

    private static let samples = 5

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .medianDuration, of: nil).flatMap { rule in
            (contract.workingReads + contract.workingWrites).map { working in
                PlannedCase(
                    suite: working.action.name,
                    kind: .duration,
                    name: "the median round trip",
                    rules: [rule],
                    isAlone: true
                ) { attempt throws(AttemptEnd) in
                    try await Self.run(working, rule, attempt)
                }
            }
        }
    }

    private static func run(_ working: WorkingExample, _ rule: Rule, _ attempt: Attempt)
        async throws(AttemptEnd)
    {
        let budget = attempt.context.contract.service.budget.medianMilliseconds
        var runner = ExampleRunner(attempt)
        try await runner.prepare(working.example)
        var seconds: [Double] = []
        for _ in 0..<samples {
            seconds.append(try await runner.send(working.example, working.action).seconds)
        }
        attempt.context.latencies.note(alone: seconds, of: working.action.name)
        let median = LatencyRecorder.median(seconds) * 1000
        guard median >= budget else { return }
        try attempt.require(
            Finding(
                rule: rule,
                summary:
                    "the median round trip of \(working.action.name) is \(Int(median)) ms, over \(Int(budget)) ms",
                [
                    .exchange(
                        .duration,
                        expected: Evidence(
                            text: "under \(Int(budget)) ms",
                            value: .number(JSONNumber(Int(budget)))
                        ),
                        seen: Evidence(
                            text: seconds.map { "\(Int($0 * 1000)) ms" }.joined(separator: ", "),
                            value: .array(seconds.map { .number(JSONNumber(Int($0 * 1000))) })
                        )
                    )
                ],
                exchange: attempt.transcript.last?.number
            )
        )
    }
}
