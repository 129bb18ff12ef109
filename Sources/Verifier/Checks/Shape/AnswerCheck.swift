import Conformance
import Contracts

/// Something that is looked at on every answer, whatever it was asked for.
protocol AnswerCheck: Sendable {
    /// Where the check's findings about an answer are collected; `nil` when the answer is none of its business.
    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity?

    /// What is wrong with an answer that is the check's business.
    func violations(in exchange: RecordedExchange, of action: Action?) -> [Violation]

    /// Whether seeing a violation once is enough.
    var isCertain: Bool { get }
}

extension AnswerCheck {
    /// Most violations have to be seen again.
    var isCertain: Bool { false }
}
