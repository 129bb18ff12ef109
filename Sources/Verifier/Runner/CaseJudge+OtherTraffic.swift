import Contracts
import VerifierEvents

extension CaseJudge {
    /// Returns a result whose scripts say so where a failure is not seen without requests of other cases at the same time.
    ///
    /// A failed case is run again alone for this, as far as the run's budget goes.
    func noted(_ result: CaseResult, of planned: PlannedCase) async -> CaseResult {
        guard case .failed(let failures) = result.outcome, !planned.isAlone,
            context.options.concurrency > 1, !failures.allSatisfy(\.reproductions.isFlaky),
            context.health.stopReason == nil, context.shrinking.isLeft, context.shrinking.takeAloneCase()
        else { return result }
        let alone = await scheduler.run(isAlone: true) { await run(planned) }
        context.shrinking.take(alone.attempt.requests)
        guard alone.isComplete else { return result }
        let seen = Set((alone.findings + alone.explained).map(\.rule.id))
        var noted = result
        noted.outcome = .failed(
            failures.map { failure in
                guard !failure.reproductions.isFlaky, !seen.contains(failure.rule.id) else { return failure }
                var failure = failure
                failure.script = ScriptNote.otherTraffic.comment + "\n" + failure.script
                return failure
            }
        )
        return noted
    }
}
