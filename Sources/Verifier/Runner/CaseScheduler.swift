/// A scheduler of cases: several run concurrently, or one alone.
///
/// Waiting cases are started in the order of arrival, so that a case that has to run alone is not starved by later
/// ones.
actor CaseScheduler {
    private var running = 0
    private var isTakenByOne = false
    private var waiting: [(isAlone: Bool, turn: CheckedContinuation<Void, Never>)] = []

    /// Waits for its turn and runs a body.
    ///
    /// - Parameters:
    ///   - isAlone: Whether nothing else may run at the same time.
    ///   - body: The work.
    /// - Returns: The result of the body.
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
