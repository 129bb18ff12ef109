#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The system's time.
public enum SystemTime: Sendable {
    /// Returns the milliseconds since 1970-01-01T00:00Z.
    @Sendable public static func milliseconds() -> Int {
        Int(Date().timeIntervalSince1970 * 1_000)
    }
}
