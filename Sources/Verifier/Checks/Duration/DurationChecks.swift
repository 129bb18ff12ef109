import Contracts

/// The median round trip of an action, one request at a time, stays under the budget.
struct DurationChecks: CaseSource {
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
                ) { play throws(PlayEnd) in
                    try await Self.run(working, rule, play)
                }
            }
        }
    }

    private static func run(_ working: WorkingExample, _ rule: Rule, _ play: Play) async throws(PlayEnd) {
        let budget = play.context.contract.service.budget.medianMilliseconds
        var player = ExamplePlayer(play)
        try await player.prepare(working.example)
        var seconds: [Double] = []
        for _ in 0..<samples {
            seconds.append(try await player.send(working.example, working.action).seconds)
        }
        play.context.latencies.note(alone: seconds, of: working.action.name)
        let median = LatencyBook.median(seconds) * 1000
        guard median >= budget else { return }
        try play.require(
            Finding(
                rule: rule,
                summary:
                    "the median round trip of \(working.action.name) is \(Int(median)) ms, over \(Int(budget)) ms",
                details: ["expected: under \(Int(budget)) ms"] + seconds.map { "seen: \(Int($0 * 1000)) ms" },
                exchange: play.transcript.last?.number
            )
        )
    }
}
