/// Where cases are run: several at the same time, or one alone.
///
/// Whoever waits is let in in the order of coming, so that a case that is to be run alone gets its turn however
/// many others come after it.
actor CaseScheduler {
    private var running = 0
    private var isTakenByOne = false
    private var waiting: [(isAlone: Bool, turn: CheckedContinuation<Void, Never>)] = []

    /// Runs when it is time to.
    ///
    /// - Parameters:
    ///   - isAlone: Whether nothing else may be run meanwhile.
    ///   - body: What is run.
    /// - Returns: What the body returns.
    func run<Result: Sendable>(isAlone: Bool, _ body: @Sendable () async -> Result) async -> Result {
        if waiting.isEmpty, hasRoom(isAlone) {
            enter(isAlone)
        } else {
            await withCheckedContinuation { waiting.append((isAlone, $0)) }
        }
        let result = await body()
        leave()
        return result
    }

    private func hasRoom(_ isAlone: Bool) -> Bool {
        isAlone ? running == 0 : !isTakenByOne
    }

    private func enter(_ isAlone: Bool) {
        running += 1
        isTakenByOne = isAlone
    }

    private func leave() {
        running -= 1
        if running == 0 { isTakenByOne = false }
        while let next = waiting.first, hasRoom(next.isAlone) {
            waiting.removeFirst()
            enter(next.isAlone)
            next.turn.resume()
        }
    }
}
