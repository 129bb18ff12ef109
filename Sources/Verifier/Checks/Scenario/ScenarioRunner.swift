import Contracts
import JSON
import JSONSchema
import Lambda

/// Runs a scenario, step by step, with its variables.
struct ScenarioRunner {
    private let scenario: Scenario
    private let attempt: Attempt
    private var variables: Variables
    /// The numbers of the exchanges that variables were captured from.
    private var sources: [ExactString: Int] = [:]
    private var horizons: [ExactString: ListWatermark] = [:]
    private var compared = ComparedPlaces()
    /// The texts that were added to requests which were refused without them.
    private var added: AddedTexts = [:]

    init(_ scenario: Scenario, _ scenarioCase: Scenario.Case?, _ attempt: Attempt) throws(AttemptEnd) {
        self.scenario = scenario
        self.attempt = attempt
        do throws(TemplateError) {
            variables = try scenario.variables(run: attempt.prefix, case: scenarioCase)
        } catch {
            throw .error("scenario '\(scenario.name)': \(error)")
        }
    }

    /// Runs the probe, which decides whether the scenario applies, then the steps.
    mutating func run() async throws(AttemptEnd) {
        for step in scenario.probe where try await !findings(of: step).isEmpty {
            throw .skipped(scenario.unless ?? "the endpoint does not have what this is about")
        }
        for name in scenario.steps.map(\.action) {
            guard horizons[ExactString(name)] == nil, let action = contract.action(named: name) else {
                continue
            }
            horizons[ExactString(name)] = try await ListWatermark(of: action, attempt)
        }
        for number in scenario.steps.indices where try await !isRight(number) {
            if isRefusal(scenario.steps[number]) { await lookForEffects(after: number) }
            throw .broken
        }
    }

    /// Runs a step and records its violations; returns whether it keeps every MUST.
    private mutating func isRight(_ number: Int) async throws(AttemptEnd) -> Bool {
        let step = scenario.steps[number]
        var isRight = true
        for var finding in try await findings(of: step) {
            finding.summary += " (step \(number + 1), \(step.action))"
            if !attempt.note(finding) { isRight = false }
        }
        return isRight
    }

    /// Runs the reads right after a step that should have been refused in another way: what it left behind is a violation of
    /// its own.
    private mutating func lookForEffects(after number: Int) async {
        for later in scenario.steps.indices.dropFirst(number + 1) {
            guard contract.action(named: scenario.steps[later].action)?.isSafe == true,
                await (try? isRight(later)) != nil
            else { return }
        }
    }

    /// Returns whether a step is a write that has to be refused.
    private func isRefusal(_ step: Step) -> Bool {
        guard let action = contract.action(named: step.action), !action.isSafe else { return false }
        return step.expectations.contains { expectation in
            guard let status = expectation.status else { return false }
            return status.allowsRefusal
                && !action.successStatuses.contains(where: status.matches)
        }
    }

    private var contract: Contract { attempt.context.contract }

    // MARK: Steps

    /// Runs a step with all its repetitions and records the violations of the responses; MUSTs come first.
    private mutating func findings(of step: Step) async throws(AttemptEnd) -> [Finding] {
        guard let action = contract.action(named: step.action) else {
            throw .error("scenario '\(scenario.name)' names an unknown action '\(step.action)'")
        }
        var outcomes: [Outcome] = []
        if step.isConcurrent, step.times > 1 || !step.beside.isEmpty {
            outcomes = try await atOnce(step)
        } else {
            for index in 0..<step.times {
                let outcome = try await once(step, action, index: index, place: nil)
                // Only here: of requests that overlap, none is known to come before another.
                compared = outcome.compared
                outcomes.append(outcome)
                guard outcome.findings.allSatisfy(\.letsGoOn) else { break }
            }
        }
        if outcomes.contains(where: \.isInconclusive) { throw .crowded }
        for outcome in outcomes {
            variables.merge(outcome.captured) { _, new in new }
            for name in outcome.captured.keys { sources[name] = outcome.number }
            added = outcome.added
            for value in outcome.captured.values { attempt.remember(captured: value) }
        }
        // Of the same rule once what is news, and once what known causes explain.
        var rules: [Bool: Set<String>] = [:]
        return outcomes.flatMap(\.findings).sorted { $0.rule.level == .must && $1.rule.level == .should }
            .filter { rules[$0.isKnown, default: []].insert($0.rule.id).inserted }
    }

    /// The result of one request.
    private struct Outcome: Sendable {
        var findings: [Finding]
        /// The number of the exchange.
        var number: Int
        var captured: Variables
        var isInconclusive: Bool
        var compared: ComparedPlaces
        /// The texts that were added to this request or to those before.
        var added: AddedTexts
    }

    private func once(
        _ step: Step,
        _ action: Action,
        index: Int,
        place: (number: Int, batch: Int)?
    ) async throws(AttemptEnd) -> Outcome {
        var variables = variables
        variables["index"] = .number(JSONNumber(index))
        let (arguments, headers) = try resolved(step, variables)
        return try await attempt.settled(action) { () async throws(AttemptEnd) -> RetryOutcome<Outcome> in
            let form = step.form.flatMap(action.form)
            let first: Attempt.ServedExchange
            if place == nil, !isRefusal(step) {
                first = try await attempt.served(action, arguments, form: form, headers: headers) { status in
                    step.expectations.contains { $0.status?.matches(status) == true }
                }
            } else {
                first = .init(
                    try await attempt.call(action, arguments, form: form, headers: headers, place: place)
                )
            }
            var answer = StepAnswer(first.exchange, horizons[ExactString(action.name)])
            if let walk = step.walk {
                answer = try await walked(walk, from: first.exchange, action, arguments, headers)
            }
            let added = added.filter { !JSONValue.object(arguments).names($0.key) }
                .merging(first.added) { _, new in new }
            let judge = try judged(answer, step, action, variables, added)
            var findings = judge.findings.filter { finding in
                finding.deviations.isEmpty || !finding.deviations.allSatisfy { $0.shows(added) }
            }
            if let refused = first.refused {
                findings += try judged(StepAnswer(refused, nil), step, action, variables, added).findings.map
                {
                    var finding = $0
                    finding.isOvercome = true
                    return finding
                }
            }
            let outcome = Outcome(
                findings: findings.map { finding in
                    var finding = attempt.explained(finding)
                    // Of several pages joined, one alone shows nothing.
                    if step.walk == nil { finding.isSeen = isSeen(finding.rule, step, action, variables) }
                    return finding
                },
                number: answer.exchange.number,
                captured: judge.captured,
                isInconclusive: judge.isInconclusive,
                compared: judge.compared,
                added: added
            )
            return RetryOutcome(result: outcome, isRight: findings.isEmpty && !judge.isInconclusive)
        }
    }

    /// Returns the judge of an answer, which has compared it with what a step expects.
    private func judged(
        _ answer: StepAnswer,
        _ step: Step,
        _ action: Action,
        _ variables: Variables,
        _ added: AddedTexts
    ) throws(AttemptEnd) -> AnswerJudge {
        let attempt = attempt
        var judge = AnswerJudge(
            answer,
            action,
            variables,
            capturedFrom: sources,
            contract,
            compared: compared,
            added: added,
            actionsAfter: { attempt.actions(after: $0) }
        )
        try judge.judge(step)
        return judge
    }

    /// Returns whether another response of a step breaks the same rule.
    private func isSeen(
        _ rule: Rule,
        _ step: Step,
        _ action: Action,
        _ variables: Variables
    ) -> @Sendable (RecordedExchange) -> Bool {
        { [contract] exchange in
            var judge = AnswerJudge(
                StepAnswer(exchange, nil),
                action,
                variables,
                capturedFrom: [:],
                contract
            )
            // A step that cannot be judged has ended the attempt before.
            try? judge.judge(step)
            return judge.findings.contains { $0.rule.id == rule.id }
        }
    }

    /// Runs the repetitions of a step and its concurrent steps at the same time.
    private func atOnce(_ step: Step) async throws(AttemptEnd) -> [Outcome] {
        let all = ([step] + step.beside).compactMap { step in
            contract.action(named: step.action).map { (step: step, action: $0) }
        }
        // Interleaved, so that they overlap.
        let most = all.map(\.step.times).max() ?? 0
        let requests = (0..<most).flatMap { index in
            all.filter { index < $0.step.times }.map { ($0.step, $0.action, index) }
        }
        return try await attempt.atOnce(requests) { request, place async throws(AttemptEnd) -> Outcome in
            let (step, action, index) = request
            return try await once(step, action, index: index, place: place)
        }
    }

    /// Follows the cursor from a first page and joins the pages; a page that is not a success is returned as it is.
    private func walked(
        _ walk: Walk,
        from first: RecordedExchange,
        _ action: Action,
        _ arguments: JSONObject,
        _ headers: [HeaderField]
    ) async throws(AttemptEnd) -> StepAnswer {
        var pages = [first]
        var arguments = arguments
        while let page = pages.last, page.isSuccess,
            let next = contract.nextPage(
                of: action,
                after: arguments,
                status: page.response.status,
                headers: page.response.headers,
                body: page.json
            )
        {
            guard pages.count < walk.pages else {
                // Only a list that others fill may go on for longer than the walk.
                let isOwn = first.annotations[walk.list]?.list?.scope == .own
                return StepAnswer(pages, joinedAt: walk.list, isCut: !isOwn)
            }
            if pages.count == 1 { try await runBetween(walk.between) }
            for argument in next where arguments[argument.name] != argument.value {
                attempt.remember(captured: argument.value)
            }
            arguments = next
            pages.append(try await attempt.call(action, arguments, headers: headers))
        }
        if let last = pages.last, !last.isSuccess { return StepAnswer(last, nil) }
        return StepAnswer(pages, joinedAt: walk.list, isCut: false)
    }

    private func runBetween(_ steps: [Step]) async throws(AttemptEnd) {
        for step in steps {
            guard let action = contract.action(named: step.action) else { continue }
            let (arguments, headers) = try resolved(step, variables)
            _ = try await attempt.call(
                action,
                arguments,
                form: step.form.flatMap(action.form),
                headers: headers
            )
        }
    }

    private func resolved(
        _ step: Step,
        _ variables: Variables
    ) throws(AttemptEnd) -> (JSONObject, [HeaderField]) {
        do throws(TemplateError) {
            let arguments = try step.arguments.resolved(with: variables).objectValue ?? JSONObject()
            var headers: [HeaderField] = []
            for header in step.headers {
                let value = try header.value.resolved(with: variables)
                headers.append(HeaderField(header.name, value.stringValue ?? value.compactText))
            }
            return (arguments, headers)
        } catch {
            // What a known cause has left out of an answer is no mistake of the scenario.
            if attempt.findings.contains(where: \.isKnown) { throw .broken }
            throw .error("scenario '\(scenario.name)', a step of \(step.action): \(error)")
        }
    }
}
