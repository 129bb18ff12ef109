import Causes
import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Runs a case, runs it again to confirm what it found, and judges it.
struct CaseJudge: Sendable {
    /// The context of the run.
    let context: RunContext
    /// The failures found on every response.
    let collected: CollectedFailures
    /// The cases that collect them: a failure that belongs to one that is not run is reported by the case that has seen it.
    let collectingCases: Set<CaseIdentity>
    /// The scheduler of the cases.
    let scheduler = CaseScheduler()

    /// The maximum number of attempts of a case when a finding is not seen every time.
    private static let mostAttempts = 4

    /// Returns the result of the case at `place` of the plan; it is run again alone if other cases' records hide what it needs.
    func result(of planned: PlannedCase, at place: Int) async -> CaseResult {
        let first = await scheduler.run(isAlone: planned.isAlone) {
            if let skipped = skipped(planned) { return (result: skipped, isCrowded: false) }
            return await judged(planned, at: place)
        }
        guard first.isCrowded, !planned.isAlone else { return await noted(first.result, of: planned) }
        return await scheduler.run(isAlone: true) {
            try? await Task.sleep(for: context.datesAhead.remaining())
            var alone = planned
            alone.isAlone = true
            return await judged(alone, at: place)
        }.result
    }

    /// Runs and judges a case, and runs it again as long as what it has shown hides what comes after it in the case.
    private func judged(
        _ planned: PlannedCase,
        at place: Int
    ) async -> (result: CaseResult, isCrowded: Bool) {
        var (result, history) = await judgedOnce(planned, at: place)
        var rounds = 1
        var last = history
        // A run that ends at its first failure looks for no other.
        let mostRounds = context.causes.areMany && !context.options.isThorough ? 2 : Self.mostRounds
        while !context.options.stopsAtFirstFailure, rounds < mostRounds, last.hidesRest {
            let (more, next) = await judgedOnce(planned, at: place)
            result.add(more)
            history.attempts += next.attempts
            last = next
            rounds += 1
        }
        if result.hasPassed { context.causes.notePassed(result.actions) }
        return (result, history.isCrowded)
    }

    /// The maximum number of things that one case shows after another.
    private static let mostRounds = 4

    private func judgedOnce(_ planned: PlannedCase, at place: Int) async -> (CaseResult, CaseHistory) {
        let start = ContinuousClock.now
        var history = CaseHistory()
        repeat {
            history.attempts.append(await run(planned))
        } while history.attempts.count < Self.mostAttempts && needsAnotherAttempt(history, at: place)
        var failures: [Failure] = []
        var warnings: [Failure] = []
        func add(_ failure: Failure, isCertain: Bool) {
            if isFailure(failure, isCertain: isCertain) {
                failures.append(failure)
            } else {
                warnings.append(failure)
            }
        }
        for seen in history.countedFindings where seen.isConfirmed && isNews(seen.finding, at: place) {
            let failure = await failure(steadied(seen), of: planned)
            if isCollected(seen.finding) {
                collected.note(failure, seen.finding.key, at: place)
                // What comes and goes explains nothing: where another case shows the same each time, that is news.
                if let identity = seen.finding.collectedBy, !failure.reproductions.isFlaky {
                    context.causes.note([failure], of: identity)
                }
            } else {
                add(failure, isCertain: seen.finding.isCertain)
            }
        }
        if failures.isEmpty, history.alwaysBreaksMust,
            let first = warnings.firstIndex(where: { $0.rule.level == .must })
        {
            failures.append(warnings.remove(at: first))
        }
        context.causes.note(
            (failures + warnings).filter { !$0.reproductions.isFlaky },
            of: planned.identity
        )
        for (finding, attempt) in history.explainedFindings {
            let failure = await explained(finding, attempt, of: planned)
            if isCollected(finding) {
                if !collected.contains(finding.key) { collected.note(failure, finding.key, at: place) }
            } else {
                add(failure, isCertain: true)
            }
        }
        if !failures.isEmpty {
            context.causes.noteFailed(planned.identity, isExplained: history.countedFindings.isEmpty)
        }
        let result = CaseResult(
            identity: planned.identity,
            rules: planned.rules,
            outcome: outcome(failures, history),
            warnings: warnings,
            blockedBy: failures.isEmpty ? history.blocker : nil,
            actions: history.attempts.first?.attempt.transcript.actions ?? [],
            seconds: (ContinuousClock.now - start).inSeconds,
            requests: history.requests
        )
        return (result, history)
    }

    /// Returns the result of a case that is not played, since it takes several requests and known causes decide it; `nil` for others.
    ///
    /// With failures that are accepted every case is played: the causes of those are no reason to miss a new one.
    private func skipped(_ planned: PlannedCase) -> CaseResult? {
        guard !context.options.isThorough, context.options.knownFailures.isEmpty,
            let proof = context.causes.decider(of: planned.actions, taking: planned.requests)
                ?? context.causes.failedSibling(of: planned.identity)
        else { return nil }
        return CaseResult(
            identity: planned.identity,
            rules: planned.rules,
            outcome: .skipped("what '\(proof)' has shown has to be mended first"),
            blockedBy: proof
        )
    }

    /// Returns whether a failure counts as one: a MUST that is seen every time, or anything when the run is strict.
    func isFailure(_ failure: Failure, isCertain: Bool) -> Bool {
        context.options.isStrict
            || (failure.rule.level == .must && (isCertain || !failure.reproductions.isFlaky))
    }

    // MARK: Attempts

    /// Runs a case once, with a least time between two requests where there is one.
    func run(_ planned: PlannedCase, pace: Duration? = nil) async -> CaseHistory.Execution {
        await context.withAttempt(of: planned.identity, pace: pace, isAlone: planned.isAlone) { attempt in
            do throws(AttemptEnd) {
                try await planned.run(attempt)
                return CaseHistory.Execution(attempt, nil)
            } catch {
                return CaseHistory.Execution(attempt, error)
            }
        }
    }

    /// Returns whether a finding is not known from another case's responses.
    private func isNews(_ finding: Finding, at place: Int) -> Bool {
        !isCollected(finding) || collected.needs(finding.key, at: place)
    }

    private func isCollected(_ finding: Finding) -> Bool {
        finding.collectedBy.map(collectingCases.contains) ?? false
    }

    /// A finding is confirmed by a second attempt, or its case is run until its frequency is certain; more often where any of
    /// many responses may show it.
    private func needsAnotherAttempt(_ history: CaseHistory, at place: Int) -> Bool {
        if history.attempts.last?.attempt.hasLostConnection == true {
            return context.health.stopReason == nil
        }
        // After a time-out there is no use in waiting for the next one.
        if history.attempts.count > 1, case .error = history.excuse { return false }
        if history.attempts.count > 1, isTooLong(history) { return false }
        return history.countedFindings.contains { seen in
            !seen.finding.isCertain && (!seen.isConfirmed || seen.missed > 0 || isCollected(seen.finding))
                && isNews(seen.finding, at: place)
        }
    }

    /// Whether the case takes so many requests that, where much is broken, it is worth no more than one confirmation.
    private func isTooLong(_ history: CaseHistory) -> Bool {
        context.causes.areMany && !context.options.isThorough
            && history.requests >= Self.longCase * history.attempts.count
    }

    private static let longCase = 30

    private func outcome(_ failures: [Failure], _ history: CaseHistory) -> CaseOutcome {
        if !failures.isEmpty { return .failed(failures) }
        let mask = context.mask
        switch history.excuse {
        case .error(let reason): return .error(mask.masked(reason))
        case .skipped(let reason), .blocked(_, let reason): return .skipped(mask.masked(reason))
        case .crowded:
            return .skipped("inconclusive: the list is full of newer records, which other traffic made")
        case .broken, nil: return .passed
        }
    }

    /// A finding that is flaky in attempts, and yet is seen whenever its request is sent alone, is steady: its place among the
    /// requests was another one.
    private func steadied(_ seen: CaseHistory.CountedFinding) async -> CaseHistory.CountedFinding {
        let finding = seen.finding
        let transcript = seen.attempt.transcript
        guard isCollected(finding), seen.reproductions.isFlaky, let isShown = finding.isShown,
            let exchange = transcript.first(where: { $0.number == finding.exchange })
        else { return seen }
        for _ in 0..<Self.mostAttempts {
            guard
                let alone = await exchange.again(after: transcript, of: seen.attempt),
                isShown(alone.exchange)
            else { return seen }
        }
        return CaseHistory.CountedFinding(
            finding: finding,
            attempt: seen.attempt,
            seen: Self.mostAttempts,
            missed: 0
        )
    }

    // MARK: Failures

    private func failure(_ seen: CaseHistory.CountedFinding, of planned: PlannedCase) async -> Failure {
        let finding = seen.finding
        // Flaky findings are not shrunk: a candidate that does not show one proves nothing.
        if !seen.reproductions.isFlaky, let smallest = await finding.minimise?(context) {
            return failure(finding, smallest, seen.reproductions)
        }
        return context.mask.masked(
            Failure(
                finding,
                in: seen.attempt.transcript,
                script: await script(of: seen, of: planned),
                seen.reproductions
            )
        )
    }

    /// Returns the failure of a finding that known causes explain: it is not confirmed once more, and shrunk only where its script
    /// is too long to read.
    private func explained(_ finding: Finding, _ attempt: Attempt, of planned: PlannedCase) async -> Failure {
        let reproductions = Reproductions(seen: 1, attempts: 1)
        let script = await script(
            of: CaseHistory.CountedFinding(finding: finding, attempt: attempt, seen: 1, missed: 0),
            of: planned
        )
        if script.utf8.count > Self.longestScript, let smallest = await finding.minimise?(context) {
            return failure(finding, smallest, reproductions)
        }
        return context.mask.masked(Failure(finding, in: attempt.transcript, script: script, reproductions))
    }

    private static let longestScript = 16 << 10

    private func failure(
        _ finding: Finding,
        _ smallest: ShrunkFailure,
        _ reproductions: Reproductions
    ) -> Failure {
        context.mask.masked(
            Failure(
                rule: finding.rule,
                summary: smallest.summary.singleLine,
                deviations: smallest.deviations.map { $0.dated(like: finding.deviations) },
                exchange: smallest.exchange.map(ExchangeSummary.init),
                actions: smallest.exchanges.actions,
                script: writer(smallest.attempt).text(smallest.exchanges),
                reproductions: reproductions,
                scenario: smallest.scenario
            )
        )
    }

    /// Returns the shortest script that shows a finding on an endpoint without other records.
    private func script(of seen: CaseHistory.CountedFinding, of planned: PlannedCase) async -> String {
        let (finding, attempt) = (seen.finding, seen.attempt)
        var notes: [ScriptNote] = seen.reproductions.isFlaky ? [.flaky(seen.reproductions)] : []
        // Where several things are broken, what known causes explain is shown by the scripts of those.
        if finding.isKnown, context.causes.areSeveral {
            if finding.needsOtherRecords(in: attempt) { notes.append(.otherRecords) }
            return writer(attempt).text(Self.exchanges(of: finding, attempt), notes: notes)
        }
        if let found = await StandaloneScript(finding, attempt)?.find() {
            return writer(found.attempt).text(found.exchanges, notes: notes)
        }
        let script = await script(of: finding, attempt, of: planned)
        if script.needsOtherRecords { notes.append(.otherRecords) }
        // The judge of the case's own failures tries those alone.
        if notes.isEmpty, finding.collectedBy != nil, !(await isSeenAtScriptPace(finding, of: planned)) {
            notes.append(.haste)
        }
        return writer(script.attempt).text(script.exchanges, notes: notes)
    }

    private func writer(_ attempt: Attempt) -> CurlScript {
        CurlScript(
            endpointURL: SecretMask.maskedURL(context.options.endpointURL),
            prefix: attempt.prefix,
            revealed: attempt.revealed,
            secretHeaders: context.options.headers.map(\.name),
            key: context.key?.place
        )
    }
}

extension Deviation {
    /// Returns the deviation with what longer attempts have shown: since which requests the same place is wrong.
    fileprivate func dated(like others: [Deviation]) -> Deviation {
        guard since == nil, let place = pointer?.withoutIndices,
            let other = others.first(where: { $0.since != nil && $0.pointer?.withoutIndices == place })
        else { return self }
        var deviation = self
        deviation.since = other.since
        return deviation
    }
}

extension CaseResult {
    /// Adds what the same case has shown when it was run again: the failures and warnings of rules that it had not broken before.
    fileprivate mutating func add(_ other: CaseResult) {
        seconds += other.seconds
        requests += other.requests
        let known = failures + warnings
        let broken = Set(failures.map(\.rule.id))
        // What is the same in both is explained by what the first has shown.
        func isNew(_ failure: Failure) -> Bool {
            !known.contains {
                $0.rule.id == failure.rule.id && $0.deviations.map(\.place) == failure.deviations.map(\.place)
            }
        }
        let more = other.failures.filter(isNew)
        if !more.isEmpty { outcome = .failed(failures + more) }
        warnings += other.warnings.filter { isNew($0) && !broken.contains($0.rule.id) }
    }

    private var failures: [Failure] {
        if case .failed(let failures) = outcome { return failures }
        return []
    }
}
