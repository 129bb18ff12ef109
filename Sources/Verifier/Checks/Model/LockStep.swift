import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// A possible state of both sides: an oracle, what is known of the two, and the requests so far in one order.
///
/// Concurrent requests leave several possible states; later reads decide between them.
struct LockStep: Sendable {
    /// A request with both responses.
    struct Entry: Sendable {
        let step: WalkStep
        let index: Int
        let exchange: RecordedExchange
    }

    /// A refusal that is without effect by a SHOULD only, until reads have shown that it has none.
    struct Doubt: Sendable {
        let rule: Rule
        let identifiers: Set<ExactString>
        var reads: Set<String>
    }

    /// The result of a request.
    struct Verdict: Sendable {
        var status: StatusVerdict
        var deviations: [WalkDeviation]

        /// Whether nothing contradicts this state.
        var agrees: Bool {
            if case .wrong = status { return false }
            return deviations.isEmpty
        }
    }

    /// The oracle's half.
    private(set) var oracle: OracleTrace
    /// What is known of both sides.
    private(set) var state: WalkState
    /// The refusals whose lack of effect is not yet shown.
    private(set) var doubt: Doubt?
    /// The order in which the oracle received the requests of each concurrent batch.
    var orders: [[Int]] = []

    init(_ facts: ModelFacts, _ oracle: OracleTrace) {
        self.oracle = oracle
        state = WalkState(facts)
    }

    /// Sends a request to the oracle.
    mutating func ask(_ step: WalkStep, index: Int) async -> OracleTrace.Answer? {
        await oracle.send(step, index: index)
    }

    /// Compares the endpoint's response with the oracle's, and learns from it.
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
        if action.isRead {
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
        // Moved out and back in, since a state with two owners is copied with the first change.
        let facts = state.facts
        let ids = attempt.ids
        var unifier = WalkUnifier(
            swapped(&state, WalkState(facts)),
            action,
            answer,
            exchange: exchange.number,
            actionsAfter: { attempt.actions(after: $0) },
            isOurs: { $0.mentions(ids) }
        )
        unifier.compareAll(expected, seen, of: exchange.question)
        state = unifier.state
        return unifier.deviations
    }

    // MARK: Uncertain effects

    private mutating func raiseDoubt(_ action: Action, _ answer: OracleTrace.Answer) {
        let contract = state.facts.contract
        guard let leeway = action.responses[answer.status]?.leeway, let rule = contract.rule(leeway.unchanged)
        else { return }
        let identifiers = action.annotations(ofRequest: answer.arguments).entries.compactMap { entry in
            entry.annotation.identity == .server
                ? JSONValue.object(answer.arguments)[entry.pointer]?.identifierText : nil
        }
        let reads = contract.actions.filter { read in
            read.isRead && !read.neededArguments.isEmpty
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

/// Replaces a value and returns the previous one.
private func swapped<Value>(_ place: inout Value, _ value: Value) -> Value {
    var value = value
    swap(&place, &value)
    return value
}
