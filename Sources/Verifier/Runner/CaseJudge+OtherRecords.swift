import Contracts

extension CaseJudge {
    /// A script that shows a failure, and whether it may need records that it does not write.
    typealias CaseScript = (attempt: Attempt, exchanges: [RecordedExchange], needsOtherRecords: Bool)

    /// Returns the requests of a case that show a finding, with writes before them where a list shows it only beside others'
    /// records: the examples that write what it reads, and the case once more.
    func script(of finding: Finding, _ attempt: Attempt, of planned: PlannedCase) async -> CaseScript {
        var script: CaseScript = (attempt, Self.exchanges(of: finding, attempt), false)
        guard finding.needsOtherRecords(in: attempt) else { return script }
        script.needsOtherRecords = true
        let action = attempt.transcript.first { $0.number == finding.exchange }?.action
        let writes = action.flatMap(context.contract.action).map {
            StandaloneScript.writes(for: $0, context.contract)
        }
        guard let writes, context.options.allowsWrites else { return script }
        for examples in [Array(writes.prefix(1)), writes]
        where !examples.isEmpty && context.shrinking.isLeft {
            guard let (again, other) = await self.again(finding, of: planned, after: examples) else {
                continue
            }
            script = (other, Self.exchanges(of: again, other), true)
            if !again.needsOtherRecords(in: other) {
                script.needsOtherRecords = false
                return script
            }
        }
        return script
    }

    /// Runs the case once more after examples; `nil` when that does not show the finding.
    private func again(
        _ finding: Finding,
        of planned: PlannedCase,
        after examples: [WorkingExample]
    ) async -> (Finding, Attempt)? {
        await context.withAttempt(of: planned.identity) { attempt in
            defer { context.shrinking.take(attempt.requests) }
            guard await StandaloneScript.write(examples, in: attempt, suffix: "-other") else { return nil }
            // What ends the case is looked for among its findings.
            try? await planned.run(attempt)
            return attempt.findings.first { $0.key == finding.key && $0.exchange != nil }.map {
                ($0, attempt)
            }
        }
    }

    /// Returns the requests of an attempt that its script needs for a finding.
    static func exchanges(of finding: Finding, _ attempt: Attempt) -> [RecordedExchange] {
        // What a single response does not show may be shown by all that followed until it was found.
        let shown = finding.isShown == nil && finding.collectedBy == nil ? nil : finding.exchange
        let end = shown.map { $0 + 1 } ?? finding.exchangesBefore
        return Transcript.shortened(
            attempt.transcript.filter { $0.number < end },
            of: attempt,
            showing: finding.shownExchanges
        )
    }
}
