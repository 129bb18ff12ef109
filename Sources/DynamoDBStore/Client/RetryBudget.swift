import Synchronization

/// How many more retries all requests together may make: a service that fails must not get many times the load.
///
/// A retry takes five tokens, and a request that succeeds gives one back.
///
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode.
final class RetryBudget: Sendable {
    private static let cost = 5
    private let capacity: Int
    private let tokens: Mutex<Int>

    /// Creates a full budget.
    init(capacity: Int = 500) {
        self.capacity = capacity
        tokens = Mutex(capacity)
    }

    /// Takes the cost of a retry.
    ///
    /// - Returns: Whether there was enough.
    func spend() -> Bool {
        tokens.withLock { tokens in
            guard tokens >= Self.cost else { return false }
            tokens -= Self.cost
            return true
        }
    }

    /// Notes that a request has succeeded.
    func refill() {
        tokens.withLock { $0 = min(capacity, $0 + 1) }
    }
}
