import Causes
import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// A rule that one attempt of a case saw broken: a violation and the exchange that shows it.
///
/// Attempts with it are counted (``CaseHistory/CountedFinding``), and it becomes a ``Failure`` once it is confirmed.
struct Finding: Sendable {
    /// The broken rule.
    let rule: Rule
    /// The violation on one line.
    var summary: String
    /// The deviations: places, expected and seen values.
    let deviations: [Deviation]
    /// The number of the exchange that shows it, if there is a single one.
    let exchange: Int?
    /// The numbers of earlier exchanges whose values are the expected ones: a script that does not show them shows no difference.
    let comparedWith: Set<Int>
    /// The number of exchanges that the attempt had begun when it found this; set when it is noted.
    var exchangesBefore = Int.max
    /// The case that the finding belongs to; `nil` for the case that is running, otherwise one of those that collect the
    /// findings on every response.
    let collectedBy: CaseIdentity?
    /// Whether the response to the same request, sent alone, shows the same; `nil` where that makes no sense.
    let isShown: (@Sendable (RecordedExchange) -> Bool)?
    /// Whether another response in place of the one that shows it, to the same request after the same others, shows it as well;
    /// `nil` where there is no single response, or that is not known.
    var isSeen: (@Sendable (RecordedExchange) -> Bool)?
    /// Whether seeing it once is enough, whatever a replay shows.
    let isCertain: Bool
    /// The known causes that explain it; empty for what is news, `nil` until they were looked for.
    var explainedBy: Set<CauseKey>?
    /// Whether the case has found another way to what the request should have made.
    var isOvercome = false
    /// Finds a smaller attempt that shows the same, once the finding is confirmed; `nil` where that is impossible.
    let minimise: (@Sendable (RunContext) async -> ShrunkFailure?)?

    init(
        rule: Rule,
        summary: String,
        _ deviations: [Deviation],
        exchange: Int? = nil,
        comparedWith: Set<Int> = [],
        collectedBy: CaseIdentity? = nil,
        isCertain: Bool = false,
        isShown: (@Sendable (RecordedExchange) -> Bool)? = nil,
        minimise: (@Sendable (RunContext) async -> ShrunkFailure?)? = nil
    ) {
        self.rule = rule
        self.summary = summary
        self.deviations = deviations
        self.exchange = exchange
        self.comparedWith = comparedWith
        self.collectedBy = collectedBy
        self.isCertain = isCertain
        self.isShown = isShown
        isSeen = isShown
        self.minimise = minimise
    }

    /// A key that is equal for the same finding in two attempts.
    var key: Key {
        Key(rule: rule.id, collectedBy: collectedBy, places: collectedBy == nil ? [] : places)
    }

    /// The numbers of the exchanges that show it, and what it differs from.
    var shownExchanges: Set<Int> { exchange.map { comparedWith.union([$0]) } ?? comparedWith }

    /// Whether known causes explain it.
    var isKnown: Bool { explainedBy?.isEmpty == false }

    /// Whether an attempt may go on after it: it breaks a SHOULD only, or known causes explain it and the answer is one of the
    /// expected kind.
    var letsGoOn: Bool { rule.level == .should || isKnown && (isOvercome || !endsSequence) }

    /// Whether what follows in the case cannot be judged: a request is refused that has to be served, or its answer cannot be read.
    var endsSequence: Bool {
        deviations.contains { deviation in
            guard deviation.kind == .status else { return deviation.kind == .syntax }
            guard let seen = deviation.seen.value?.intValue, seen >= 400 else { return false }
            let expected = deviation.expected.value.flatMap(StatusExpectation.init)
            return !(400..<600).contains { expected?.matches($0) == true }
        }
    }

    /// The kinds and places of the deviations, without indices and values.
    private var places: Set<String> {
        Set(
            deviations.map { deviation in
                let tokens = deviation.pointer?.withoutIndices ?? []
                return "\(deviation.kind) \(tokens.joined(separator: "/"))"
            }
        )
    }

    /// Returns whether a response has a status, for ``isShown``.
    static func hasStatus(_ status: Int) -> @Sendable (RecordedExchange) -> Bool {
        { $0.response.status == status }
    }

    /// Creates the finding that a request was answered with a 5xx, which is never right; once is enough.
    ///
    /// - Parameters:
    ///   - rule: The broken rule.
    ///   - what: A description of the request.
    ///   - answer: The response.
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
        /// Where a finding on any response deviates: a rule about all responses may be broken in several ways.
        let places: Set<String>
    }
}
