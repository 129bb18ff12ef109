import Foundation

/// Whether tests run whole suites against each fault, to count what finds it, by the environment variable
/// `UNDERSTUDY_FAULT_STATISTICS`; else each run ends at its first failure, which is all that a test needs.
public enum FaultStatistics: Sendable {
    /// Whether they are asked for.
    public static let areAsked = ProcessInfo.processInfo.environment["UNDERSTUDY_FAULT_STATISTICS"] != nil
}
