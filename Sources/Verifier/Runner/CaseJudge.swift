import Contracts
import Lambda

/// Runs a case, runs it again from nothing before it says that something is wrong, and judges.
struct CaseJudge: Sendable {
    /// What all attempts share.
    let context: RunContext
    /// What is seen on every answer.
    let collected: CollectedFailures
    /// The cases that gather it: what belongs to one that is not run is told by the case that has seen it.
    let collectingCases: Set<CaseIdentity>
    /// Where the cases are run.
    let scheduler = CaseScheduler()

    /// How often a case is run when a finding is not seen every time.
    private static let mostAttempts = 4

    /// The result of the case at `place` of the plan; one that the others' records hide from is judged alone.
    func result(of planned: PlannedCase, at place: Int) async -> CaseResult {
        let first = await scheduler.run(isAlone: planned.isAlone) { await judged(planned, at: place) }
        guard first.isCrowded, !planned.isAlone else { return first.result }
        return await scheduler.run(isAlone: true) { await judged(planned, at: place) }.result
    }

    private func judged(
        _ planned: PlannedCase,
        at place: Int
    ) async -> (result: CaseResult, isCrowded: Bool) {
        let start = ContinuousClock.now
        var history = CaseHistory()
        repeat {
            history.attempts.append(await run(planned))
        } while history.attempts.count < Self.mostAttempts && needsAnotherAttempt(history, at: place)
        var failures: [Failure] = []
        var warnings: [Failure] = []
        for tally in history.tallies where tally.isConfirmed && isNews(tally.finding, at: place) {
            let failure = await failure(steadied(tally))
            if isCollected(tally.finding) {
                collected.note(failure, tally.finding.key, at: place)
            } else if isFailure(failure, isCertain: tally.finding.isCertain) {
                failures.append(failure)
            } else {
                warnings.append(failure)
            }
        }
        if failures.isEmpty, history.alwaysBreaksMust,
            let first = warnings.firstIndex(where: { $0.rule.level == .must })
        {
            failures.append(warnings.remove(at: first))
        }
        let result = CaseResult(
            identity: planned.identity,
            rules: planned.rules,
            outcome: outcome(failures, history),
            warnings: warnings,
            seconds: (ContinuousClock.now - start).inSeconds,
            requests: history.requests
        )
        return (result, history.isCrowded)
    }

    /// Whether a failure counts as one: a MUST that is seen every time, or anything when the run is strict.
    func isFailure(_ failure: Failure, isCertain: Bool) -> Bool {
        context.options.isStrict
            || (failure.rule.level == .must && (isCertain || !failure.reproductions.isFlaky))
    }

    // MARK: Runs

    private func run(_ planned: PlannedCase) async -> CaseHistory.Played {
        let attempt = context.newAttempt()
        do throws(AttemptEnd) {
            try await planned.run(attempt)
            return CaseHistory.Played(attempt, nil)
        } catch {
            return CaseHistory.Played(attempt, error)
        }
    }

    /// Whether a finding says something that is not known from another case's answers.
    private func isNews(_ finding: Finding, at place: Int) -> Bool {
        !isCollected(finding) || collected.needs(finding.key, at: place)
    }

    private func isCollected(_ finding: Finding) -> Bool {
        finding.collectedBy.map(collectingCases.contains) ?? false
    }

    /// A finding is seen twice, or its case is run until it is clear how often it comes; more often where it may be seen on
    /// any of many answers.
    private func needsAnotherAttempt(_ history: CaseHistory, at place: Int) -> Bool {
        if history.attempts.last?.attempt.hasLostConnection == true {
            return context.health.stopReason == nil
        }
        // After a time-out there is no use in waiting for the next one.
        if history.attempts.count > 1, case .error = history.excuse { return false }
        return history.tallies.contains { tally in
            !tally.finding.isCertain && (!tally.isConfirmed || tally.missed > 0 || isCollected(tally.finding))
                && isNews(tally.finding, at: place)
        }
    }

    private func outcome(_ failures: [Failure], _ history: CaseHistory) -> CaseOutcome {
        if !failures.isEmpty { return .failed(failures) }
        let mask = context.mask
        switch history.excuse {
        case .error(let reason): return .error(mask.masked(reason))
        case .skipped(let reason): return .skipped(mask.masked(reason))
        case .crowded:
            return .skipped("inconclusive: the list is full of newer records, which other traffic made")
        case .broken, nil: return .passed
        }
    }

    /// A tally that comes and goes in attempts, and yet is seen whenever its request is sent on its own, is steady: its place among
    /// the requests was another one.
    private func steadied(_ tally: CaseHistory.CountedFinding) async -> CaseHistory.CountedFinding {
        let finding = tally.finding
        let transcript = tally.attempt.transcript
        guard isCollected(finding), tally.reproductions.isFlaky, let isShown = finding.isShown,
            let exchange = transcript.first(where: { $0.number == finding.exchange })
        else { return tally }
        for _ in 0..<Self.mostAttempts {
            guard
                let alone = await exchange.again(
                    in: context.newAttempt(),
                    after: transcript,
                    of: tally.attempt
                ),
                isShown(alone.exchange)
            else { return tally }
        }
        return CaseHistory.CountedFinding(
            finding: finding,
            attempt: tally.attempt,
            seen: Self.mostAttempts,
            missed: 0
        )
    }

    // MARK: Failures

    private func failure(_ tally: CaseHistory.CountedFinding) async -> Failure {
        let finding = tally.finding
        // What comes and goes does not get smaller: a candidate that does not show it says nothing.
        if !tally.reproductions.isFlaky, let smallest = await finding.minimise?(context) {
            return context.mask.masked(
                Failure(
                    rule: finding.rule,
                    summary: smallest.summary.singleLine,
                    deviations: smallest.deviations,
                    exchange: smallest.exchange.map(ExchangeSummary.init),
                    script: writer(smallest.attempt).text(smallest.exchanges),
                    reproductions: tally.reproductions,
                    scenario: smallest.scenario
                )
            )
        }
        return context.mask.masked(
            Failure(
                rule: finding.rule,
                summary: finding.summary.singleLine,
                deviations: finding.deviations,
                exchange: tally.attempt.transcript.first { $0.number == finding.exchange }
                    .map(ExchangeSummary.init),
                script: await script(of: finding, tally.attempt),
                reproductions: tally.reproductions
            )
        )
    }

    /// The shortest script that shows a finding: its one request when that is enough, else all that led to it.
    private func script(of finding: Finding, _ attempt: Attempt) async -> String {
        let transcript = attempt.transcript
        if let number = finding.exchange, let isShown = finding.isShown,
            let exchange = transcript.first(where: { $0.number == number }),
            let alone = await exchange.again(in: context.newAttempt(), after: transcript, of: attempt),
            isShown(alone.exchange)
        {
            return writer(alone.attempt).text([alone.exchange])
        }
        let exchanges = transcript.filter { $0.number <= finding.exchange ?? .max }
        return writer(attempt).text(Transcript.shortened(exchanges, of: attempt))
    }

    private func writer(_ attempt: Attempt) -> CurlScript {
        CurlScript(
            endpointURL: SecretMask.maskedURL(context.options.endpointURL),
            prefix: attempt.prefix,
            revealed: attempt.revealed,
            secretHeaders: context.options.headers.map(\.name)
        )
    }
}

extension String {
    /// The text with every line break turned into a space.
    fileprivate var singleLine: String {
        String(map { $0.isNewline ? " " : $0 })
    }
}
