import Synchronization

/// Numbers of states, see ``TableStore/version``.
public enum StoreVersion: Sendable {
    private static let last = Atomic<UInt64>(0)

    /// Returns a number that has not been given out.
    public static func next() -> UInt64 {
        last.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
