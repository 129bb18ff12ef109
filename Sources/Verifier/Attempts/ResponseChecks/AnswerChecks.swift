import Conformance
import Contracts
import Lambda
import Synchronization
import VerifierEvents

/// Runs the checks on every response and collects their findings.
final class AnswerChecks: Sendable {
    private let checks: [any AnswerCheck]
    private let seen = Mutex<Set<CaseIdentity>>([])

    /// The checks whose rules a contract has.
    init(_ contract: Contract) {
        let validator = ResponseValidator(contract)
        checks = [
            OriginCheck(validator: validator), ServerErrorCheck(validator: validator),
            ContentCheck(validator: validator), StackTraceCheck(contract), ListOrderCheck(contract),
        ]
    }

    /// Returns the findings about a response.
    func findings(in exchange: RecordedExchange, of action: Action?) -> [Finding] {
        checks.flatMap { check -> [Finding] in
            guard let collectingCase = check.collectingCase(for: exchange, of: action) else { return [] }
            seen.withLock { _ = $0.insert(collectingCase) }
            return check.violations(in: exchange, of: action).compactMap { violation in
                guard let rule = violation.rule else { return nil }
                return Finding(
                    rule: rule,
                    summary: violation.summary,
                    violation.deviations,
                    exchange: exchange.number,
                    collectedBy: collectingCase,
                    isCertain: check.isCertain,
                    isShown: { other in
                        check.collectingCase(for: other, of: action) == collectingCase
                            && check.violations(in: other, of: action).contains {
                                $0.rule?.id == rule.id
                            }
                    }
                )
            }
        }
    }

    /// Returns whether a response was seen that this case applies to.
    func hasSeen(_ identity: CaseIdentity) -> Bool {
        seen.withLock { $0.contains(identity) }
    }
}
