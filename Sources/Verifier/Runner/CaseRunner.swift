import Contracts
import VerifierEvents

/// Runs the cases of a plan, some of them concurrently, and reports their results in the plan's order.
struct CaseRunner: Sendable {
    /// Runs and judges one case.
    let judge: CaseJudge
    /// The time after which no case is started; `nil` for no limit.
    let deadline: ContinuousClock.Instant?

    private enum Event: Sendable {
        case finished(place: Int, CaseResult)
        case outOfTime
    }

    /// Runs every case of a plan, unless the run is interrupted: the task is cancelled, the time is over, or a case has failed
    /// and the options say to stop then.
    ///
    /// - Returns: The reason for the interruption; `nil` when there was none. A case that was running then is not reported.
    func run(_ plan: Plan, _ report: (CaseResult) async -> Void) async -> String? {
        await withTaskGroup(of: Event.self) { group in
            var reason: String?
            var next = 0
            var running = 0
            var told = 0
            var waiting: [Int: CaseResult] = [:]
            func start() {
                guard reason == nil, next < plan.cases.count else { return }
                let place = plan.schedule[next]
                let planned = plan.cases[place]
                next += 1
                running += 1
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
            while running > 0, let event = await group.next() {
                if Task.isCancelled { stop(Self.interrupted) }
                switch event {
                case .outOfTime:
                    stop(Self.outOfTime)
                case .finished(let place, let result):
                    running -= 1
                    if !result.isInterrupted { waiting[place] = result }
                    if isEnough(result) { stop(Self.failed) }
                }
                start()
                while reason == nil, let result = waiting.removeValue(forKey: told) {
                    await report(result)
                    told += 1
                }
            }
            group.cancelAll()
            for (_, result) in waiting.sorted(by: { $0.key < $1.key }) { await report(result) }
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
    /// Whether the case was interrupted.
    fileprivate var isInterrupted: Bool { outcome == .error(Attempt.interruption) }
}

extension CaseJudge {
    /// Whether a finding on some response fails the run.
    fileprivate var hasCollectedFailure: Bool {
        collected.contains { failure, identity in
            isFailure(failure, isCertain: failure.rule.check == .noServerError)
                && !context.options.knownFailures.contains(KnownFailure(identity, rule: failure.rule.id))
        }
    }
}
