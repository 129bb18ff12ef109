/// The time since the machine started.
public enum MonotonicTime: Sendable {
    private static let start = ContinuousClock.now

    /// Returns the milliseconds since the first call.
    public static func milliseconds() -> Int {
        let elapsed = ContinuousClock.now - start
        return Int(elapsed / .milliseconds(1))
    }
}
