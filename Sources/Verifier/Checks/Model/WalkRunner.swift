import Contracts
import JSON
import Lambda

/// Runs a walk on the oracle and on the endpoint, and stops where they differ.
struct WalkRunner {
    private let attempt: Attempt
    private let facts: ModelFacts
    private let makeOracle: @Sendable () -> any Endpoint
    /// The possible states of both sides.
    private var alternatives: [LockStep]
    /// The endpoint's responses by step.
    private var answers: [Int: JSONValue] = [:]
    /// The requests so far; concurrent ones are grouped.
    private var history: [[LockStep.Entry]] = []
    /// The violations that did not end the walk: broken SHOULDs, and what known causes explain.
    private(set) var advisories: [WalkViolation] = []
    /// The steps whose first request the endpoint has refused though it must serve it, for known causes: neither side has the record.
    private var refusedSteps: Set<Int> = []

    /// The reason why a walk ended before its last step without a finding.
    private struct Ended: Error {}

    private static let mostAlternatives = 2

    init(_ attempt: Attempt, _ facts: ModelFacts, oracle: @escaping @Sendable () -> any Endpoint) {
        self.attempt = attempt
        self.facts = facts
        makeOracle = oracle
        alternatives = []
        alternatives = [fresh()]
    }

    private func fresh() -> LockStep {
        let attempt = attempt
        return LockStep(
            facts,
            OracleTrace(facts, makeOracle()) { attempt.clientIdentifier($0) }
        )
    }

    /// Runs a walk.
    ///
    /// - Returns: The violation that ends it; `nil` when there is none.
    mutating func run(_ walk: RandomWalk) async throws(AttemptEnd) -> WalkViolation? {
        for move in walk.moves {
            do {
                let found =
                    move.count > 1 ? try await atOnce(move) : try await oneByOne(move[0])
                if let found { return found }
            } catch let end as AttemptEnd {
                throw end
            } catch {
                return nil
            }
        }
        return nil
    }

    // MARK: Sequential requests

    private mutating func oneByOne(_ step: WalkStep) async throws -> WalkViolation? {
        guard let action = facts.contract.action(named: step.action) else { throw Ended() }
        // Neither side is asked for what the endpoint does not have.
        if isLeftOut(step) { return nil }
        // The reads since the concurrent requests have distinguished all orders that can be distinguished.
        if !action.isRead { alternatives = Array(alternatives.prefix(Self.mostAlternatives)) }
        for index in 0..<step.times {
            var asked: [OracleTrace.Answer] = []
            for place in alternatives.indices {
                guard let answer = await alternatives[place].ask(step, index: index) else { throw Ended() }
                asked.append(answer)
            }
            guard let arguments = arguments(of: step, index: index) else { throw Ended() }
            var before = alternatives
            // Another owner of the alternatives would cause them to be copied with the first change.
            alternatives = []
            let isMadeOnce = !action.isRead || attempt.context.options.settle == .zero
            let attempt = attempt
            var refused: RecordedExchange?
            let judged = try await attempt.settled(action) {
                () async throws(AttemptEnd) -> RetryOutcome<[Judged]> in
                var exchange = try await attempt.call(action, arguments, form: step.form.flatMap(action.form))
                var step = step
                if step.form != nil, Self.isRefusedForm(exchange, asked) {
                    refused = exchange
                    step.form = nil
                    exchange = try await attempt.call(action, arguments)
                }
                let entry = LockStep.Entry(step: step, index: index, exchange: exchange)
                var rest = before
                if isMadeOnce { before = [] }
                rest.reverse()
                var judged: [Judged] = []
                for answer in asked {
                    guard var alternative = rest.popLast() else { break }
                    let verdict = alternative.judge(answer, entry, action, attempt)
                    judged.append(
                        Judged(alternative: alternative, answer: answer, entry: entry, verdict: verdict)
                    )
                }
                return RetryOutcome(result: judged, isRight: judged.contains(where: \.verdict.agrees))
            }
            if let refused,
                let rule = action.form(named: step.form ?? "").flatMap({ facts.contract.rule($0.rule) })
            {
                advisories.append(
                    WalkViolation(
                        rule: rule,
                        step: step,
                        index: index,
                        answer: asked[0],
                        exchange: refused,
                        deviations: [],
                        attemptPrefix: attempt.prefix
                    )
                )
            }
            if index == 0, let body = judged.first?.entry.exchange.json { answers[step.id] = body }
            if let entry = judged.first?.entry { history.append([entry]) }
            if let found = try await take(judged) { return found }
            if refusedSteps.contains(step.id) { return nil }
        }
        return nil
    }

    /// Whether a step is about an action that the endpoint does not have, or about a record that it has refused.
    private func isLeftOut(_ step: WalkStep) -> Bool {
        attempt.context.missing.proof(of: step.action) != nil || !step.sources.isDisjoint(with: refusedSteps)
    }

    /// A possible state after a request.
    private struct Judged: Sendable {
        var alternative: LockStep
        let answer: OracleTrace.Answer
        let entry: LockStep.Entry
        let verdict: LockStep.Verdict

        /// Whether the endpoint refuses what the oracle serves.
        var isRefused: Bool {
            (200..<300).contains(answer.status) && (400..<500).contains(entry.exchange.response.status)
        }
    }

    /// Keeps the states that are still possible.
    private mutating func take(_ judged: [Judged]) async throws -> WalkViolation? {
        let possible = judged.filter(\.verdict.agrees)
        guard let first = possible.first else {
            let nearest = judged.min { $0.verdict.deviations.count < $1.verdict.deviations.count }
            guard let nearest else { throw Ended() }
            guard let violation = found(nearest) else { return nil }
            guard isKnown(violation) else { return violation }
            if violation.deviations.isEmpty {
                guard nearest.isRefused, await takeBack(nearest.entry, judged) else { return violation }
            } else {
                alternatives = judged.map(\.alternative)
            }
            if !advisories.contains(where: { $0.signature == violation.signature }) {
                advisories.append(violation)
            }
            return nil
        }
        alternatives = possible.map(\.alternative)
        switch first.verdict.status {
        case .same, .equivalent, .refused: return nil
        case .unknown: throw Ended()
        case .otherRefusal:
            if let rule = attempt.context.rule(for: .modelStatus) { advisories.append(broken(rule, first)) }
            return nil
        case .served(let leeway):
            if let rule = facts.contract.rule(leeway.rule) { return broken(rule, first) }
            throw Ended()
        case .formRefused, .wrong: throw Ended()
        }
    }

    /// Goes on as if a request had not been sent that the endpoint alone has refused.
    ///
    /// - Returns: Whether there is a state without it.
    private mutating func takeBack(_ entry: LockStep.Entry, _ judged: [Judged]) async -> Bool {
        history.removeLast()
        var states: [LockStep] = []
        for orders in judged.map(\.alternative.orders) {
            guard let state = await rebuilt(orders) else { return false }
            states.append(state)
        }
        alternatives = states
        // Of a repeated step both sides may have made the first record.
        guard entry.index == 0 else { return true }
        answers[entry.step.id] = nil
        refusedSteps.insert(entry.step.id)
        return true
    }

    /// Returns whether known causes explain a difference.
    private func isKnown(_ violation: WalkViolation) -> Bool {
        attempt.explained(
            Finding(
                rule: violation.rule,
                summary: violation.summary,
                violation.found,
                exchange: violation.exchange.number
            )
        ).isKnown
    }

    /// Returns the rule that a difference breaks: the one that the contract names for the value, or the walk's own.
    private func found(_ judged: Judged) -> WalkViolation? {
        if let doubt = judged.alternative.doubt { return broken(doubt.rule, judged) }
        let deviations = judged.verdict.deviations
        let rules = deviations.map { $0.rule.flatMap(facts.contract.rule) }
        // A difference that breaks a MUST takes precedence over one that breaks a SHOULD.
        let place = rules.firstIndex { $0?.level != .should } ?? rules.indices.first
        guard let rule = place.flatMap({ rules[$0] }) ?? attempt.context.rule(for: .modelAgrees) else {
            return nil
        }
        let told = place.map { [deviations[$0]] + deviations[..<$0] + deviations[($0 + 1)...] } ?? []
        return broken(rule, judged, told)
    }

    private func broken(_ rule: Rule, _ judged: Judged, _ deviations: [WalkDeviation]? = nil) -> WalkViolation
    {
        WalkViolation(
            rule: rule,
            step: judged.entry.step,
            index: judged.entry.index,
            answer: judged.answer,
            exchange: judged.entry.exchange,
            deviations: deviations ?? judged.verdict.deviations,
            attemptPrefix: attempt.prefix
        )
    }

    // MARK: Concurrent requests

    private mutating func atOnce(_ all: [WalkStep]) async throws -> WalkViolation? {
        let steps = all.filter { !isLeftOut($0) }
        if steps.isEmpty { return nil }
        alternatives = Array(alternatives.prefix(Self.mostAlternatives))
        var requests: [(action: Action, arguments: JSONObject)] = []
        for step in steps {
            guard let action = facts.contract.action(named: step.action),
                let arguments = arguments(of: step, index: 0)
            else { throw Ended() }
            requests.append((action, arguments))
        }
        let entries = try await sent(steps, requests)
        for entry in entries { answers[entry.step.id] = entry.exchange.json }
        var possible: [LockStep] = []
        var nearest: Judged?
        for alternative in alternatives {
            for order in Array(entries.indices).orders {
                guard let judged = await replayed(history + [entries], alternative.orders + [order]) else {
                    throw Ended()
                }
                if case .unknown = judged.verdict.status { throw Ended() }
                if judged.verdict.agrees {
                    possible.append(judged.alternative)
                } else if nearest == nil {
                    nearest = judged
                }
            }
        }
        history.append(entries)
        guard possible.isEmpty else {
            alternatives = possible
            return nil
        }
        return nearest.flatMap(found)
    }

    private func sent(
        _ steps: [WalkStep],
        _ requests: [(action: Action, arguments: JSONObject)]
    ) async throws(AttemptEnd) -> [LockStep.Entry] {
        let attempt = attempt
        return try await attempt.atOnce(Array(zip(steps, requests))) {
            pair,
            place async throws(AttemptEnd) -> LockStep.Entry in
            let (step, request) = pair
            let exchange = try await attempt.call(
                request.action,
                request.arguments,
                form: step.form.flatMap(request.action.form),
                place: place
            )
            return LockStep.Entry(step: step, index: 0, exchange: exchange)
        }
    }

    /// Runs requests on a new oracle in one order and compares the endpoint's responses; stops at the first difference.
    private func replayed(_ history: [[LockStep.Entry]], _ orders: [[Int]]) async -> Judged? {
        var alternative = fresh()
        alternative.orders = orders
        var last: Judged?
        for entry in Self.log(history, orders) {
            guard let action = facts.contract.action(named: entry.step.action),
                let answer = await alternative.ask(entry.step, index: entry.index)
            else { return nil }
            let verdict = alternative.judge(answer, entry, action, attempt)
            let judged = Judged(alternative: alternative, answer: answer, entry: entry, verdict: verdict)
            guard verdict.agrees else { return judged }
            last = judged
        }
        return last
    }

    /// Returns the state after the requests so far, whatever is wrong in their answers; `nil` where the oracle does not answer.
    private func rebuilt(_ orders: [[Int]]) async -> LockStep? {
        var alternative = fresh()
        alternative.orders = orders
        for entry in Self.log(history, orders) {
            guard let action = facts.contract.action(named: entry.step.action),
                let answer = await alternative.ask(entry.step, index: entry.index)
            else { return nil }
            _ = alternative.judge(answer, entry, action, attempt)
        }
        return alternative
    }

    /// The requests one after the other, with those at the same time in an order.
    private static func log(_ history: [[LockStep.Entry]], _ orders: [[Int]]) -> [LockStep.Entry] {
        var batches = orders.makeIterator()
        return history.flatMap { move in move.count > 1 ? (batches.next() ?? []).map { move[$0] } : move }
    }

    // MARK: Requests

    /// Returns the arguments for the endpoint, with the ids that it created.
    private func arguments(of step: WalkStep, index: Int) -> JSONObject? {
        guard let alternative = alternatives.first else { return nil }
        let attempt = attempt
        return step.resolved(index: index, clientIdentifier: { attempt.clientIdentifier($0) }) {
            source,
            pointer in
            if let own = answers[source]?[pointer] { return own }
            guard let made = alternative.oracle.value(ofStep: source, at: pointer)?.stringValue else {
                return nil
            }
            return alternative.state.actual(of: made, kind: pointer.tokens.last ?? "").map { .string($0) }
        }
    }

    /// Returns whether an endpoint does not serve a wire form; it is then sent the canonical one, which it must serve.
    private static func isRefusedForm(_ exchange: RecordedExchange, _ asked: [OracleTrace.Answer]) -> Bool {
        (400..<500).contains(exchange.response.status)
            && asked.first.map { (200..<300).contains($0.status) } ?? false
    }
}

extension [Int] {
    /// The elements in every order.
    ///
    /// - Complexity: O(*n*!); there are three at most.
    fileprivate var orders: [[Int]] {
        guard count > 1 else { return [self] }
        return indices.flatMap { index -> [[Int]] in
            var rest = self
            let first = rest.remove(at: index)
            return rest.orders.map { [first] + $0 }
        }
    }
}
