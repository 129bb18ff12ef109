import Contracts

/// Plays the cases of a plan, some of them at the same time, and tells their results in the plan's order.
struct CasePlayer: Sendable {
    /// Plays and judges one case.
    let judge: CaseJudge
    /// How many cases are played at the same time.
    let concurrency: Int

    /// Plays every case that a plan plays.
    func play(_ plan: Plan, _ tell: (CaseResult) async -> Void) async {
        await withTaskGroup(of: (Int, CaseResult).self) { group in
            var next = 0
            func start() {
                guard next < plan.played.count else { return }
                let (place, planned) = (next, plan.played[next])
                next += 1
                group.addTask { (place, await judge.result(of: planned, at: place)) }
            }
            for _ in 0..<concurrency { start() }
            var waiting: [Int: CaseResult] = [:]
            var told = 0
            while let (place, result) = await group.next() {
                start()
                waiting[place] = result
                while let result = waiting.removeValue(forKey: told) {
                    await tell(result)
                    told += 1
                }
            }
        }
    }
}
