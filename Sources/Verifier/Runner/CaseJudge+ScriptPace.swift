import Causes
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
        let claimed = failures.filter(isClaimed)
        // Where several things are broken, one script for each of them is tried.
        let isTried =
            context.causes.areSeveral && !context.options.isThorough
            && claimed.allSatisfy { context.causes.isShown($0, of: planned.identity) }
        let note: (Failure) -> ScriptNote?
        switch isTried ? .untried : await rulesSeenAlone(planned, pace: Self.scriptPace) {
        case .unknown: return result
        case .untried:
            guard context.shrinking.hasUnseenAlone else { return result }
            note = { _ in .untried }
        case .seen(let seen):
            for failure in claimed { context.causes.noteShown(failure, of: planned.identity) }
            guard claimed.contains(where: { !seen.contains($0.rule.id) }) else { return result }
            context.shrinking.noteUnseenAlone()
            var atOnce: Set<String> = []
            if case .seen(let seen) = await rulesSeenAlone(planned, pace: nil) { atOnce = seen }
            note = { failure in
                if seen.contains(failure.rule.id) { return nil }
                return atOnce.contains(failure.rule.id) ? .haste : .otherTraffic
            }
        }
        var noted = result
        noted.outcome = .failed(
            failures.map { failure in
                guard isClaimed(failure), let note = note(failure) else { return failure }
                var failure = failure
                failure.script = note.comment + "\n" + failure.script
                return failure
            }
        )
        return noted
    }

    /// Returns whether the finding of any response is seen again at the pace of a script, beside other cases.
    func isSeenAtScriptPace(_ finding: Finding, of planned: PlannedCase) async -> Bool {
        guard context.shrinking.isLeft else { return true }
        let again = await run(planned, pace: Self.scriptPace)
        context.shrinking.take(again.attempt.requests)
        return !again.isComplete || (again.findings + again.explained).contains { $0.key == finding.key }
    }

    /// Returns whether the script of a failure claims to show it each time.
    private func isClaimed(_ failure: Failure) -> Bool {
        !failure.reproductions.isFlaky && !failure.script.hasPrefix(ScriptNote.beginning)
    }

    /// What a case shows when nothing else is running.
    private enum SeenAlone {
        /// The rules that it breaks.
        case seen(Set<String>)
        /// It was not run, since the run has no more requests for this.
        case untried
        /// It ended early.
        case unknown
    }

    private func rulesSeenAlone(_ planned: PlannedCase, pace: Duration?) async -> SeenAlone {
        guard context.health.stopReason == nil else { return .unknown }
        guard context.shrinking.isLeft, context.shrinking.takeAloneCase() else { return .untried }
        let alone = await scheduler.run(isAlone: true) { await run(planned, pace: pace) }
        context.shrinking.take(alone.attempt.requests)
        guard alone.isComplete else { return .unknown }
        return .seen(Set((alone.findings + alone.explained).map(\.rule.id)))
    }
}
