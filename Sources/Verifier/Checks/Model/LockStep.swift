import Conformance
import Contracts
import JSON
import Lambda

/// One way in which both sides may stand: an oracle, what is known of the two, and the requests so far in one order.
///
/// Requests that were sent at once leave several ways; what is read later decides between them.
struct LockStep: Sendable {
    /// A request with both answers.
    struct Entry: Sendable {
        let step: WalkStep
        let index: Int
        let exchange: RecordedExchange
    }

    /// A refusal of which only a SHOULD says that it has no effect, until the reads have shown that it has none.
    struct Doubt: Sendable {
        let rule: Rule
        let identifiers: Set<ExactString>
        var reads: Set<String>
    }

    /// What came of a request.
    struct Verdict: Sendable {
        var status: StatusVerdict
        var deviations: [WalkDeviation]

        /// Whether nothing is wrong that makes this way impossible.
        var agrees: Bool {
            if case .wrong = status { return false }
            return deviations.isEmpty
        }
    }

    /// The oracle's half.
    private(set) var oracle: OracleTrace
    /// What is known of both sides.
    private(set) var state: WalkState
    /// What has not been shown to be without effect.
    private(set) var doubt: Doubt?
    /// In which order the oracle got the requests of each batch that was sent at once.
    var orders: [[Int]] = []

    init(_ facts: ModelFacts, _ oracle: OracleTrace) {
        self.oracle = oracle
        state = WalkState(facts)
    }

    /// Asks the oracle.
    mutating func ask(_ step: WalkStep, index: Int) async -> OracleTrace.Answer? {
        await oracle.send(step, index: index)
    }

    /// Holds the endpoint's answer against the oracle's, and learns from it.
    mutating func judge(
        _ answer: OracleTrace.Answer,
        _ entry: Entry,
        _ action: Action,
        _ attempt: Attempt
    ) -> Verdict {
        state.note(action, answer)
        let form = entry.step.form.flatMap(action.form)
        let status = StatusVerdict(answer, entry.exchange, action, form: form)
        var verdict = Verdict(status: status, deviations: [])
        if case .same = status, let expected = answer.body {
            verdict.deviations = compare(answer, expected, entry.exchange, action, attempt)
        }
        if action.method == "GET" {
            if verdict.agrees { settleDoubt(by: action, answer) }
        } else {
            raiseDoubt(action, answer)
        }
        return verdict
    }

    private mutating func compare(
        _ answer: OracleTrace.Answer,
        _ expected: JSONValue,
        _ exchange: RecordedExchange,
        _ action: Action,
        _ attempt: Attempt
    ) -> [WalkDeviation] {
        guard let seen = exchange.json else {
            return [
                WalkDeviation(
                    deviation: exchange.unreadable(insteadOf: expected),
                    pointer: JSONPointer()
                )
            ]
        }
        // Handed over and taken back, for a state that two hold is copied with the first change.
        let facts = state.facts
        var unifier = WalkUnifier(swapped(&state, WalkState(facts)), action, answer) { $0.mentions(attempt) }
        unifier.compare(expected, seen)
        state = unifier.state
        return unifier.deviations
    }

    // MARK: Doubts

    private mutating func raiseDoubt(_ action: Action, _ answer: OracleTrace.Answer) {
        let contract = state.facts.contract
        guard let leeway = action.responses[answer.status]?.leeway, let rule = contract.rule(leeway.unchanged)
        else { return }
        let identifiers = action.annotations(ofRequest: answer.arguments).entries.compactMap { entry in
            entry.annotation.identity == .server
                ? JSONValue.object(answer.arguments)[entry.pointer]?.stringValue : nil
        }
        let reads = contract.actions.filter { read in
            read.method == "GET" && !read.request.requiredNames.isEmpty
                && !Set(read.tables.reads).isDisjoint(with: action.tables.writes)
        }
        doubt = Doubt(
            rule: rule,
            identifiers: Set(identifiers.map { ExactString($0) }).union(doubt?.identifiers ?? []),
            reads: Set(reads.map(\.name))
        )
    }

    private mutating func settleDoubt(by action: Action, _ answer: OracleTrace.Answer) {
        guard doubt?.reads.contains(action.name) == true else { return }
        let texts = Set((answer.arguments.texts + (answer.body?.texts ?? [])).map { ExactString($0) })
        guard doubt?.identifiers.isSubset(of: texts) == true else { return }
        doubt?.reads.remove(action.name)
        if doubt?.reads.isEmpty == true { doubt = nil }
    }
}

/// Puts a value in the place of another and returns that one.
private func swapped<Value>(_ place: inout Value, _ value: Value) -> Value {
    var value = value
    swap(&place, &value)
    return value
}
