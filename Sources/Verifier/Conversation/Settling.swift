import Contracts

extension Play {
    private static let settlingPause = Duration.milliseconds(100)

    /// Makes an attempt, and makes a read again until it is right or the time to settle is over.
    ///
    /// An index may lag behind its table, so that a read just after a write may not show it yet.
    /// - Parameters:
    ///   - action: The action of the attempt; one that is not a read is made once.
    ///   - attempt: Sends the request and judges the answer; it must not note findings.
    /// - Returns: What came of the last attempt.
    /// - Throws: What the attempt throws.
    func settled<Result>(
        _ action: Action,
        attempt: () async throws(PlayEnd) -> Attempt<Result>
    ) async throws(PlayEnd) -> Result {
        let deadline = ContinuousClock.now + context.options.settle
        while true {
            let made = try await attempt()
            guard action.method == "GET", !made.isRight, ContinuousClock.now < deadline else {
                return made.result
            }
            await pause(Self.settlingPause)
        }
    }
}

/// What came of a request that may be made again.
struct Attempt<Result> {
    /// What came of it.
    let result: Result
    /// Whether it is what was expected.
    let isRight: Bool
}
