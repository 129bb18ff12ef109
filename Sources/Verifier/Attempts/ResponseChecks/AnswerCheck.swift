import Conformance
import Contracts
import VerifierEvents

/// A check on every response, whatever the request.
protocol AnswerCheck: Sendable {
    /// Returns the case that collects the check's findings about a response; `nil` when the check does not apply.
    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity?

    /// Returns the violations of a response that the check applies to.
    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation]

    /// Whether seeing a violation once is enough.
    var isCertain: Bool { get }
}

extension AnswerCheck {
    /// Most violations have to be confirmed.
    var isCertain: Bool { false }
}
