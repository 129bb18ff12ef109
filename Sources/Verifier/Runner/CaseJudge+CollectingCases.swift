import Contracts
import VerifierEvents

extension CaseJudge {
    /// Returns the result of a case that collects the findings on the other cases' responses.
    func result(of collectingCase: (identity: CaseIdentity, rules: [Rule])) -> CaseResult {
        var failures: [Failure] = []
        var warnings: [Failure] = []
        for failure in collected.failures(of: collectingCase.identity) {
            // A 5xx is a failure even when it is seen once.
            if isFailure(failure, isCertain: failure.rule.check == .noServerError) {
                failures.append(failure)
            } else {
                warnings.append(failure)
            }
        }
        let outcome: CaseOutcome
        if !failures.isEmpty {
            outcome = .failed(failures)
        } else if context.answers.hasSeen(collectingCase.identity) {
            outcome = .passed
        } else if let reason = context.health.stopReason {
            outcome = .error(context.mask.masked(reason))
        } else {
            outcome = .skipped("no such answer was seen")
        }
        return CaseResult(
            identity: collectingCase.identity,
            rules: collectingCase.rules,
            outcome: outcome,
            warnings: warnings
        )
    }
}
