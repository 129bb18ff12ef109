import Contracts
import Synchronization

extension Attempt {
    private static let settlingPause = Duration.milliseconds(100)

    /// Runs an operation, and repeats a read until it is right or the time to settle is over.
    ///
    /// An index may lag behind its table, so that a read just after a write may not return it yet.
    /// - Parameters:
    ///   - action: The action of the operation; any other than a read runs once.
    ///   - attempt: Sends the request and judges the response; it must not record findings.
    /// - Returns: The result of the last execution.
    /// - Throws: The error of the operation.
    func settled<Result>(
        _ action: Action,
        attempt: () async throws(AttemptEnd) -> RetryOutcome<Result>
    ) async throws(AttemptEnd) -> Result {
        let deadline = ContinuousClock.now + context.consistencyWait.patience
        var isFirst = true
        while true {
            let made = try await attempt()
            guard action.isRead, !made.isRight, ContinuousClock.now < deadline else {
                if !isFirst { context.consistencyWait.waited(inVain: !made.isRight) }
                return made.result
            }
            isFirst = false
            await pause(Self.settlingPause)
        }
    }
}

/// The result of a request that may be repeated.
struct RetryOutcome<Result> {
    /// The result.
    let result: Result
    /// Whether it is as expected.
    let isRight: Bool
}

/// The time for which a read is repeated until it is right.
///
/// A wrong endpoint would otherwise take the whole time with every read, which is many minutes.
final class ConsistencyWait: Sendable {
    private static let mostInVain = 10
    /// The divisor of the time after waiting has repeatedly not helped; a lag can still be detected.
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

    /// Records whether a read was still wrong when its time was over.
    func waited(inVain wasInVain: Bool) {
        inVain.withLock { $0 = wasInVain ? $0 + 1 : 0 }
    }
}
