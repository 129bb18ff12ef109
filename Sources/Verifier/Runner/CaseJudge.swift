import Contracts
import Lambda

/// Plays a case, plays it again from nothing before it says that something is wrong, and judges.
struct CaseJudge: Sendable {
    /// What all plays share.
    let context: RunContext
    /// What is seen on every answer.
    let gathered: GatheredFailures

    /// How often a case is played when a finding is not seen every time.
    private static let mostPlays = 4

    /// The result of the case at `place` of the plan.
    func result(of planned: PlannedCase, at place: Int) async -> CaseResult {
        let start = ContinuousClock.now
        var tallies: [Finding.Key: Tally] = [:]
        var plays = [await play(planned, into: &tallies, at: place)]
        while plays.count < Self.mostPlays, needsAnotherPlay(tallies, plays.count) {
            plays.append(await play(planned, into: &tallies, at: place))
            if case .error = plays.last?.end { break }
        }
        var failures: [Failure] = []
        var warnings: [Failure] = []
        for tally in tallies.values.sorted(by: { $0.order < $1.order }) {
            let failure = await failure(tally, played: plays.count)
            if tally.finding.gatheredBy != nil {
                gathered.note(failure, tally.finding.key, at: place)
            } else if isFailure(failure, tally.finding) {
                failures.append(failure)
            } else {
                warnings.append(failure)
            }
        }
        return CaseResult(
            identity: planned.identity,
            rules: planned.rules,
            outcome: outcome(failures, plays),
            warnings: warnings,
            seconds: (ContinuousClock.now - start).inSeconds,
            requests: plays.reduce(0) { $0 + $1.play.requests }
        )
    }

    /// Whether a failure counts as one: a MUST that is seen every time, or anything when the run is strict.
    func isFailure(_ failure: Failure, isCertain: Bool) -> Bool {
        context.options.isStrict || (failure.rule.level == .must && (isCertain || !failure.replays.isFlaky))
    }

    private func isFailure(_ failure: Failure, _ finding: Finding) -> Bool {
        isFailure(failure, isCertain: finding.isCertain)
    }

    // MARK: Plays

    private struct Played {
        let play: Play
        let end: PlayEnd?
    }

    /// In how many plays a finding was seen, and the first of them.
    private struct Tally {
        let finding: Finding
        let play: Play
        let order: Int
        var seen = 1
    }

    private func play(
        _ planned: PlannedCase,
        into tallies: inout [Finding.Key: Tally],
        at place: Int
    ) async -> Played {
        let play = context.newPlay()
        var end: PlayEnd?
        do throws(PlayEnd) {
            try await planned.run(play)
        } catch {
            end = error
        }
        var counted: Set<Finding.Key> = []
        for finding in play.findings where counted.insert(finding.key).inserted {
            if tallies[finding.key] != nil {
                tallies[finding.key]?.seen += 1
            } else if finding.gatheredBy == nil || gathered.needs(finding.key, at: place) {
                tallies[finding.key] = Tally(finding: finding, play: play, order: tallies.count)
            }
        }
        return Played(play: play, end: end)
    }

    /// A finding is seen twice, or its case is played until it is clear how often it comes.
    private func needsAnotherPlay(_ tallies: [Finding.Key: Tally], _ played: Int) -> Bool {
        tallies.values.contains { !$0.finding.isCertain && (played < 2 || $0.seen < played) }
    }

    private func outcome(_ failures: [Failure], _ plays: [Played]) -> CaseOutcome {
        if !failures.isEmpty { return .failed(failures) }
        let mask = SecretMask(context.options.headers)
        for played in plays {
            if case .error(let reason) = played.end { return .error(mask.masked(reason)) }
        }
        if case .skipped(let reason) = plays.first?.end { return .skipped(mask.masked(reason)) }
        return .passed
    }

    // MARK: Failures

    private func failure(_ tally: Tally, played: Int) async -> Failure {
        let finding = tally.finding
        let isSettled = finding.isCertain && played == 1
        return SecretMask(context.options.headers).masked(
            Failure(
                rule: finding.rule,
                summary: finding.summary.singleLine,
                details: finding.details,
                script: await script(of: finding, tally.play),
                replays: Replays(seen: tally.seen, played: isSettled ? 1 : played)
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
