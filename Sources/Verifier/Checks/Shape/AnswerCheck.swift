import Contracts

/// Something that is looked at on every answer, whatever it was asked for.
protocol AnswerCheck: Sendable {
    /// Where the check's findings about an answer are collected; `nil` when the answer is none of its business.
    func collectingCase(for exchange: RecordedExchange, of action: Action?) -> CaseIdentity?

    /// What is wrong with an answer that is the check's business.
    func problems(in exchange: RecordedExchange, of action: Action?) -> [AnswerProblem]
}

/// A rule that one answer breaks.
struct AnswerProblem: Sendable {
    /// The rule.
    let rule: Rule
    /// What is wrong, on one line.
    let summary: String
    /// What was expected and seen.
    var details: [String] = []
    /// Whether seeing it once is enough.
    var isCertain = false
}
