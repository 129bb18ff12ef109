import VerifierEvents

/// The template values of one action without its cases.
enum HTMLSuite {
    /// Cases without details are collapsed, unless there are no others.
    static func rest(_ results: ArraySlice<CaseResult>) -> [String: Any] {
        let skipped = results.count { $0.outcome.word == "skipped" }
        let passed = results.count - skipped
        let parts = [(passed, "passed"), (skipped, "skipped")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return ["isOpen": results.startIndex == 0, "text": parts.joined(separator: ", ")]
    }

    static func start(_ suite: HTMLReport.Suite, id: String) -> [String: Any] {
        var counts = RunSummary.Counts()
        for result in suite.results { counts.count(result) }
        let pills: [(String, Int, String)] = [
            ("failed", counts.failed, "failed"), ("error", counts.errors, "not judged"),
            ("warned", counts.warnings, counts.warnings == 1 ? "warning" : "warnings"),
            ("known", counts.known, "known"), ("skipped", counts.skipped, "skipped"),
            ("passed", counts.passed, "passed"),
        ]
        let latencies = suite.latency.map { [HTMLLatency.values($0)] } ?? []
        return [
            "id": id,
            "name": suite.name,
            "isOpen": suite.results.contains(where: \.isBroken),
            "pills": pills.filter { $0.1 > 0 }.map { ["class": $0.0, "text": "\($0.1) \($0.2)"] },
            "coverage": suite.coverage.map { Figure.percent($0.percent) as Any } ?? false,
            "hasLatency": !latencies.isEmpty,
            "latencies": latencies,
        ]
    }
}
