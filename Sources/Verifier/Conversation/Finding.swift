import Conformance
import Contracts
import Lambda

/// A rule that one attempt of a case saw broken: a violation and the exchange that shows it.
///
/// Its attempts are counted (``CaseHistory/CountedFinding``), and it becomes a ``Failure`` once it is confirmed.
struct Finding: Sendable {
    /// The rule that does not hold.
    let rule: Rule
    /// What is wrong, on one line.
    var summary: String
    /// Where, and what was expected and seen there.
    let deviations: [Deviation]
    /// The number of the exchange that shows it, if a single one does.
    let exchange: Int?
    /// The case that the finding belongs to; `nil` for the case that is being run, else one of those that
    /// gather what is seen on every answer.
    let collectedBy: CaseIdentity?
    /// Whether an answer to the same request, sent on its own, shows the same; `nil` where that makes no sense.
    let isShown: (@Sendable (RecordedExchange) -> Bool)?
    /// Whether seeing it once is enough, whatever a replay shows.
    let isCertain: Bool
    /// Finds a smaller attempt that shows the same, once the finding is confirmed; `nil` where there is no way to.
    let minimise: (@Sendable (RunContext) async -> ShrunkFailure?)?

    init(
        rule: Rule,
        summary: String,
        _ deviations: [Deviation],
        exchange: Int? = nil,
        collectedBy: CaseIdentity? = nil,
        isCertain: Bool = false,
        isShown: (@Sendable (RecordedExchange) -> Bool)? = nil,
        minimise: (@Sendable (RunContext) async -> ShrunkFailure?)? = nil
    ) {
        self.rule = rule
        self.summary = summary
        self.deviations = deviations
        self.exchange = exchange
        self.collectedBy = collectedBy
        self.isCertain = isCertain
        self.isShown = isShown
        self.minimise = minimise
    }

    /// What makes two findings of two attempts the same.
    var key: Key { Key(rule: rule.id, collectedBy: collectedBy) }

    /// That an answer has a status.
    static func hasStatus(_ status: Int) -> @Sendable (RecordedExchange) -> Bool {
        { $0.response.status == status }
    }

    /// That a request was answered with a 5xx, which no request may be; once is enough.
    ///
    /// - Parameters:
    ///   - rule: The rule that says so.
    ///   - what: The request, in words.
    ///   - answer: The answer.
    /// - Returns: The finding.
    static func serverError(_ rule: Rule, _ what: String, _ answer: RecordedExchange) -> Finding {
        Finding(
            rule: rule,
            summary: "\(what) was answered \(answer.response.status)",
            [.status("a status below 500", answer.response)],
            exchange: answer.number,
            isCertain: true,
            isShown: { $0.response.status >= 500 }
        )
    }

    struct Key: Hashable, Sendable {
        let rule: String
        let collectedBy: CaseIdentity?
    }
}
