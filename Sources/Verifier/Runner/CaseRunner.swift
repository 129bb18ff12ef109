import Contracts

/// Runs the cases of a plan, some of them at the same time, and tells their results in the plan's order.
struct CaseRunner: Sendable {
    /// Runs and judges one case.
    let judge: CaseJudge
    /// When no further case is begun; `nil` for never.
    let deadline: ContinuousClock.Instant?

    private enum Event: Sendable {
        case finished(place: Int, CaseResult)
        case outOfTime
    }

    /// Runs every case that a plan runs, unless the run is cut short: the task is cancelled, the time is over, or a
    /// case has failed where the options say that this is enough.
    ///
    /// - Returns: Why the run was cut short; `nil` when it was not. A case that was under way then is not told.
    func run(_ plan: Plan, _ tell: (CaseResult) async -> Void) async -> String? {
        await withTaskGroup(of: Event.self) { group in
            var reason: String?
            var next = 0
            var playing = 0
            var told = 0
            var waiting: [Int: CaseResult] = [:]
            func start() {
                guard reason == nil, next < plan.cases.count else { return }
                let (place, planned) = (next, plan.cases[next])
                next += 1
                playing += 1
                group.addTask { .finished(place: place, await judge.result(of: planned, at: place)) }
            }
            func stop(_ why: String) {
                reason = reason ?? why
                group.cancelAll()
            }
            if Task.isCancelled { reason = Self.interrupted }
            if let deadline {
                group.addTask {
                    try? await ContinuousClock().sleep(until: deadline)
                    return .outOfTime
                }
            }
            for _ in 0..<judge.context.options.concurrency { start() }
            while playing > 0, let event = await group.next() {
                if Task.isCancelled { stop(Self.interrupted) }
                switch event {
                case .outOfTime:
                    stop(Self.outOfTime)
                case .finished(let place, let result):
                    playing -= 1
                    if !result.isInterrupted { waiting[place] = result }
                    if isEnough(result) { stop(Self.failed) }
                }
                start()
                while reason == nil, let result = waiting.removeValue(forKey: told) {
                    await tell(result)
                    told += 1
                }
            }
            group.cancelAll()
            for (_, result) in waiting.sorted(by: { $0.key < $1.key }) { await tell(result) }
            return reason
        }
    }

    private static let interrupted = "it was interrupted"
    private static let outOfTime = "its time budget was used up"
    private static let failed = "it stops at the first failure"

    private func isEnough(_ result: CaseResult) -> Bool {
        guard judge.context.options.stopsAtFirstFailure else { return false }
        if case .failed = result.excusing(judge.context.options.knownFailures).outcome { return true }
        return judge.hasCollectedFailure
    }
}

extension CaseResult {
    /// Whether the case was left in its middle.
    fileprivate var isInterrupted: Bool { outcome == .error(Attempt.interruption) }
}

extension CaseJudge {
    /// Whether something was seen on an answer that fails the run.
    fileprivate var hasCollectedFailure: Bool {
        collected.contains { failure, identity in
            isFailure(failure, isCertain: failure.rule.check == .noServerError)
                && !context.options.knownFailures.contains(KnownFailure(identity, rule: failure.rule.id))
        }
    }
}
