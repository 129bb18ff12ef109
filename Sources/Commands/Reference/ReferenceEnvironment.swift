import Foundation
public import Tables

/// The environment of a reference implementation: tables, a clock and a source of ids.
public struct ReferenceEnvironment: Sendable {
    /// The tables: the only state that it may have.
    public var store: any TableStore
    /// Returns the time in milliseconds since 1970-01-01T00:00Z.
    public var now: @Sendable () -> Int
    /// Returns a number from which the next id is derived, so that runs repeat exactly; `nil` for random ids.
    public var idSeed: @Sendable () -> UInt64?
    /// Whether records of tables with a retention get the attribute that ends their life.
    public var timeToLive: Bool

    /// Creates an environment, by default with the system's clock and random ids.
    public init(
        store: any TableStore,
        now: @escaping @Sendable () -> Int = { systemTime },
        idSeed: @escaping @Sendable () -> UInt64? = { nil },
        timeToLive: Bool = false
    ) {
        self.store = store
        self.now = now
        self.idSeed = idSeed
        self.timeToLive = timeToLive
    }

    /// The system's time in milliseconds since 1970-01-01T00:00Z.
    public static var systemTime: Int { Int(Date().timeIntervalSince1970 * 1_000) }
}
