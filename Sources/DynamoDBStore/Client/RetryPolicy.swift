/// How often and after which time a request is sent again.
///
/// Source: AWS, "Exponential Backoff And Jitter": full jitter.
public struct RetryPolicy: Sendable, Hashable {
    /// How often a request is sent at most.
    public var attempts: Int
    /// The upper limit of the first delay, in milliseconds; it doubles with each attempt.
    public var firstMilliseconds: Int
    /// The upper limit of every delay, in milliseconds.
    public var mostMilliseconds: Int

    /// Creates a policy.
    public init(attempts: Int = 10, firstMilliseconds: Int = 25, mostMilliseconds: Int = 5_000) {
        self.attempts = attempts
        self.firstMilliseconds = firstMilliseconds
        self.mostMilliseconds = mostMilliseconds
    }

    /// Returns a random delay before an attempt, in milliseconds.
    ///
    /// - Parameter attempt: The number of the attempt before, from 1.
    /// - Returns: The delay.
    func delay(after attempt: Int) -> Int {
        let limit = min(mostMilliseconds, firstMilliseconds << min(attempt - 1, 20))
        return Int.random(in: 0...max(0, limit))
    }

    /// Waits before the next attempt.
    ///
    /// - Throws: ``DynamoDBError/cancelled``.
    func wait(after attempt: Int) async throws(DynamoDBError) {
        do {
            try await Task.sleep(for: .milliseconds(delay(after: attempt)))
        } catch {
            throw .cancelled
        }
    }
}
