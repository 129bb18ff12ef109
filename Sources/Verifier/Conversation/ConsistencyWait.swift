import Contracts
import Synchronization

extension Attempt {
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
        attempt: () async throws(AttemptEnd) -> RetryOutcome<Result>
    ) async throws(AttemptEnd) -> Result {
        let deadline = ContinuousClock.now + context.consistencyWait.patience
        var isFirst = true
        while true {
            let made = try await attempt()
            guard action.method == "GET", !made.isRight, ContinuousClock.now < deadline else {
                if !isFirst { context.consistencyWait.waited(inVain: !made.isRight) }
                return made.result
            }
            isFirst = false
            await pause(Self.settlingPause)
        }
    }
}

/// What came of a request that may be made again.
struct RetryOutcome<Result> {
    /// What came of it.
    let result: Result
    /// Whether it is what was expected.
    let isRight: Bool
}

/// For how long a read is made again until it is right.
///
/// An endpoint that never is right would otherwise take the whole time once a read, which is many minutes.
final class ConsistencyWait: Sendable {
    private static let mostInVain = 10
    /// What part of the time is left once waiting has not helped so often; a lag still has a chance to show.
    private static let impatience = 10

    private let longest: Duration
    private let inVain = Mutex(0)

    /// Starts with the whole time.
    init(_ longest: Duration) {
        self.longest = longest
    }

    /// The time for a read.
    var patience: Duration {
        inVain.withLock { $0 < Self.mostInVain } ? longest : longest / Self.impatience
    }

    /// Notes whether a read was still wrong when its time was over.
    func waited(inVain wasInVain: Bool) {
        inVain.withLock { $0 = wasInVain ? $0 + 1 : 0 }
    }
}
