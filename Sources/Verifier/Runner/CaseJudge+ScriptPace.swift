import Contracts
import VerifierEvents

extension CaseJudge {
    /// The least time between two requests of a shell script, which starts a program for each of them.
    private static let scriptPace = Duration.milliseconds(20)

    /// Returns a result whose scripts say so where a failure is not seen at the pace of a script, without requests of other cases
    /// at the same time.
    ///
    /// A failed case is run again in this way, as far as the run's budget goes.
    func noted(_ result: CaseResult, of planned: PlannedCase) async -> CaseResult {
        guard case .failed(let failures) = result.outcome, failures.contains(where: isClaimed) else {
            return result
        }
        guard let seen = await rulesSeenAlone(planned, pace: Self.scriptPace) else { return result }
        let missing = failures.filter { isClaimed($0) && !seen.contains($0.rule.id) }
        guard !missing.isEmpty else { return result }
        let atOnce = await rulesSeenAlone(planned, pace: nil) ?? []
        var noted = result
        noted.outcome = .failed(
            failures.map { failure in
                guard isClaimed(failure), !seen.contains(failure.rule.id) else { return failure }
                let note: ScriptNote = atOnce.contains(failure.rule.id) ? .haste : .otherTraffic
                var failure = failure
                failure.script = note.comment + "\n" + failure.script
                return failure
            }
        )
        return noted
    }

    /// Returns whether the script of a failure claims to show it each time.
    private func isClaimed(_ failure: Failure) -> Bool {
        !failure.reproductions.isFlaky && !failure.script.hasPrefix(ScriptNote.beginning)
    }

    /// Returns the rules that a case breaks when nothing else is running; `nil` where that remains unknown.
    private func rulesSeenAlone(_ planned: PlannedCase, pace: Duration?) async -> Set<String>? {
        guard context.health.stopReason == nil, context.shrinking.isLeft, context.shrinking.takeAloneCase()
        else { return nil }
        let alone = await scheduler.run(isAlone: true) { await run(planned, pace: pace) }
        context.shrinking.take(alone.attempt.requests)
        guard alone.isComplete else { return nil }
        return Set((alone.findings + alone.explained).map(\.rule.id))
    }
}
