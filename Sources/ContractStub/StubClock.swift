import Contracts
import Foundation
import JSONSchema

/// The times around a request: when its records were created and changed.
///
/// All times of one object are consistent: created before changed, changed before now, now before due.
struct StubClock: Sendable {
    /// The meaning of a time.
    enum Sense: Sendable {
        case created, changed, due
    }

    private static let hour = 3_600_000
    private static let day = 24 * hour

    private let now: Int
    private let seed: UInt64

    /// Creates the times around one.
    ///
    /// - Parameters:
    ///   - now: The time of the request, in milliseconds since 1970-01-01T00:00Z.
    ///   - seed: The seed of the intervals.
    init(now: Int, seed: UInt64) {
        self.now = now
        self.seed = seed
    }

    /// The system's time, in milliseconds since 1970-01-01T00:00Z.
    static var systemTime: Int { Int(Date().timeIntervalSince1970 * 1_000) }

    /// Returns a time of an object, in milliseconds since 1970-01-01T00:00Z.
    func milliseconds(_ sense: Sense, of object: String) -> Int {
        var random = SeededRandom(seed: seed, stream: "times \(object)")
        let age = random.number(in: Self.hour...20 * Self.day)
        let rest = random.number(in: 0...age)
        return switch sense {
        case .created: now - age
        case .changed: now - age + rest
        case .due: now + random.number(in: Self.day...60 * Self.day)
        }
    }

    /// Returns a time of an object in RFC 3339 format, in UTC.
    func text(_ sense: Sense, of object: String) -> String {
        TimeUnit.text(milliseconds(sense, of: object))
    }
}
