import Contracts
import Lambda

/// Plays a case, plays it again from nothing before it says that something is wrong, and judges.
struct CaseJudge: Sendable {
    /// What all plays share.
    let context: RunContext
    /// What is seen on every answer.
    let gathered: GatheredFailures
    /// The cases that gather it: what belongs to one that is not played is told by the case that has seen it.
    let gatheringCases: Set<CaseIdentity>
    /// Where the cases are played.
    let floor = Floor()

    /// How often a case is played when a finding is not seen every time.
    private static let mostPlays = 4

    /// The result of the case at `place` of the plan; one that the others' records hide from is judged alone.
    func result(of planned: PlannedCase, at place: Int) async -> CaseResult {
        let first = await floor.play(isAlone: planned.isAlone) { await judged(planned, at: place) }
        guard first.isCrowded, !planned.isAlone else { return first.result }
        return await floor.play(isAlone: true) { await judged(planned, at: place) }.result
    }

    private func judged(
        _ planned: PlannedCase,
        at place: Int
    ) async -> (result: CaseResult, isCrowded: Bool) {
        let start = ContinuousClock.now
        var played = PlayedCase()
        repeat {
            played.plays.append(await play(planned))
        } while played.plays.count < Self.mostPlays && needsAnotherPlay(played, at: place)
        var failures: [Failure] = []
        var warnings: [Failure] = []
        for tally in played.tallies where tally.isConfirmed && isNews(tally.finding, at: place) {
            let failure = await failure(steadied(tally))
            if isGathered(tally.finding) {
                gathered.note(failure, tally.finding.key, at: place)
            } else if isFailure(failure, isCertain: tally.finding.isCertain) {
                failures.append(failure)
            } else {
                warnings.append(failure)
            }
        }
        if failures.isEmpty, played.alwaysBreaksMust,
            let first = warnings.firstIndex(where: { $0.rule.level == .must })
        {
            failures.append(warnings.remove(at: first))
        }
        let result = CaseResult(
            identity: planned.identity,
            rules: planned.rules,
            outcome: outcome(failures, played),
            warnings: warnings,
            seconds: (ContinuousClock.now - start).inSeconds,
            requests: played.requests
        )
        return (result, played.isCrowded)
    }

    /// Whether a failure counts as one: a MUST that is seen every time, or anything when the run is strict.
    func isFailure(_ failure: Failure, isCertain: Bool) -> Bool {
        context.options.isStrict || (failure.rule.level == .must && (isCertain || !failure.replays.isFlaky))
    }

    // MARK: Plays

    private func play(_ planned: PlannedCase) async -> PlayedCase.Played {
        let play = context.newPlay()
        do throws(PlayEnd) {
            try await planned.run(play)
            return PlayedCase.Played(play, nil)
        } catch {
            return PlayedCase.Played(play, error)
        }
    }

    /// Whether a finding says something that is not known from another case's answers.
    private func isNews(_ finding: Finding, at place: Int) -> Bool {
        !isGathered(finding) || gathered.needs(finding.key, at: place)
    }

    private func isGathered(_ finding: Finding) -> Bool {
        finding.gatheredBy.map(gatheringCases.contains) ?? false
    }

    /// A finding is seen twice, or its case is played until it is clear how often it comes; more often where it may be seen on
    /// any of many answers.
    private func needsAnotherPlay(_ played: PlayedCase, at place: Int) -> Bool {
        if played.plays.last?.play.hasLostConnection == true { return context.health.stopReason == nil }
        // After a time-out there is no use in waiting for the next one.
        if played.plays.count > 1, case .error = played.excuse { return false }
        return played.tallies.contains { tally in
            !tally.finding.isCertain && (!tally.isConfirmed || tally.missed > 0 || isGathered(tally.finding))
                && isNews(tally.finding, at: place)
        }
    }

    private func outcome(_ failures: [Failure], _ played: PlayedCase) -> CaseOutcome {
        if !failures.isEmpty { return .failed(failures) }
        let mask = context.mask
        switch played.excuse {
        case .error(let reason): return .error(mask.masked(reason))
        case .skipped(let reason): return .skipped(mask.masked(reason))
        case .crowded:
            return .skipped("inconclusive: the list is full of newer records, which other traffic made")
        case .broken, nil: return .passed
        }
    }

    /// A tally that comes and goes in plays, and yet is seen whenever its request is sent on its own, is steady: its place among
    /// the requests was another one.
    private func steadied(_ tally: PlayedCase.Tally) async -> PlayedCase.Tally {
        let finding = tally.finding
        let transcript = tally.play.transcript
        guard isGathered(finding), tally.replays.isFlaky, let isShown = finding.isShown,
            let exchange = transcript.first(where: { $0.number == finding.exchange })
        else { return tally }
        for _ in 0..<Self.mostPlays {
            guard let alone = await exchange.again(in: context.newPlay(), after: transcript, of: tally.play),
                isShown(alone.exchange)
            else { return tally }
        }
        return PlayedCase.Tally(finding: finding, play: tally.play, seen: Self.mostPlays, missed: 0)
    }

    // MARK: Failures

    private func failure(_ tally: PlayedCase.Tally) async -> Failure {
        let finding = tally.finding
        // What comes and goes does not get smaller: a candidate that does not show it says nothing.
        if !tally.replays.isFlaky, let smallest = await finding.minimise?(context) {
            return context.mask.masked(
                Failure(
                    rule: finding.rule,
                    summary: smallest.summary.singleLine,
                    details: smallest.details,
                    script: writer(smallest.play).text(smallest.exchanges),
                    replays: tally.replays,
                    scenario: smallest.scenario
                )
            )
        }
        return context.mask.masked(
            Failure(
                rule: finding.rule,
                summary: finding.summary.singleLine,
                details: finding.details,
                script: await script(of: finding, tally.play),
                replays: tally.replays
            )
        )
    }

    /// The shortest script that shows a finding: its one request when that is enough, else all that led to it.
    private func script(of finding: Finding, _ play: Play) async -> String {
        let transcript = play.transcript
        if let number = finding.exchange, let isShown = finding.isShown,
            let exchange = transcript.first(where: { $0.number == number }),
            let alone = await exchange.again(in: context.newPlay(), after: transcript, of: play),
            isShown(alone.exchange)
        {
            return writer(alone.play).text([alone.exchange])
        }
        let exchanges = transcript.filter { $0.number <= finding.exchange ?? .max }
        return writer(play).text(Transcript.shortened(exchanges, of: play))
    }

    private func writer(_ play: Play) -> CurlScript {
        CurlScript(
            endpointURL: SecretMask.maskedURL(context.options.endpointURL),
            prefix: play.prefix,
            revealed: play.revealed,
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
