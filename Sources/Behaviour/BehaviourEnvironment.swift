import Synchronization
public import Tables

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What behaviours work on: tables, a clock and a source of ids.
public struct BehaviourEnvironment: Sendable {
    /// The tables: the only state.
    public var store: any TableStore
    /// Returns the time in milliseconds since 1970-01-01T00:00Z; it never goes back.
    public var now: @Sendable () -> Int
    /// Returns a number that the next id follows from, so that runs repeat exactly; `nil` where ids are random.
    public var idSeed: @Sendable () -> UInt64?
    /// Whether records of tables with a retention get the attribute that ends their life.
    public var timeToLive: Bool
    /// The maximum number of attempts of a transaction that loses against concurrent ones, before the answer is 429.
    public var maximumAttempts: Int

    /// Creates an environment, by default with the system's clock and random ids.
    public init(
        store: any TableStore,
        now: @escaping @Sendable () -> Int = MonotonicTime.system,
        idSeed: @escaping @Sendable () -> UInt64? = { nil },
        timeToLive: Bool = false,
        maximumAttempts: Int = 1_000
    ) {
        self.store = store
        self.now = now
        self.idSeed = idSeed
        self.timeToLive = timeToLive
        self.maximumAttempts = maximumAttempts
    }
}

/// The system's time, which stands still where the system's clock is set back.
public enum MonotonicTime: Sendable {
    private static let latest = Mutex(0)

    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    @Sendable public static func system() -> Int {
        let now = Int(Date().timeIntervalSince1970 * 1_000)
        return latest.withLock { latest in
            latest = max(latest, now)
            return latest
        }
    }
}
