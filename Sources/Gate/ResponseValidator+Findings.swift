import Conformance
import Contracts
import Lambda

extension ResponseValidator {
    /// Returns the violations of the contract in a response, a finding for each place.
    func findings(on response: LambdaResponse, to request: LambdaRequest, of action: Action?) -> [GateFinding]
    {
        violations(of: response, to: request.method, of: action).flatMap { violation in
            violation.deviations.prefix(Findings.limit).map { GateFinding($0, violation) }
        }
    }
}

extension GateFinding {
    /// Creates the finding of one place of a violation.
    fileprivate init(_ deviation: Deviation, _ violation: Violation) {
        if case .body(let pointer) = deviation.place {
            self.init(rule: violation.rule?.id, pointer: pointer, message: deviation.sentence)
        } else {
            self.init(
                rule: violation.rule?.id,
                message: "\(deviation.place) \(deviation.sentence)"
            )
        }
    }
}
