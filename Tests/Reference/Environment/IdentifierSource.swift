import Synchronization

/// A source of ids for new records, replaceable so that runs can be repeated exactly.
public protocol IdentifierSource: Sendable {
    /// Returns a new id: a version 4 UUID in lower case.
    func identifier() -> String
    /// Returns a new link id: 9 characters of `A-Z0-9`.
    func linkIdentifier() -> String
}

/// Ids from the system's random number generator.
public struct RandomIdentifiers: IdentifierSource {
    /// Creates a source.
    public init() {}

    /// Returns a new id: a version 4 UUID in lower case.
    public func identifier() -> String {
        var generator = SystemRandomNumberGenerator()
        return IdentifierText.uuid(using: &generator)
    }

    /// Returns a new link id: 9 characters of `A-Z0-9`.
    public func linkIdentifier() -> String {
        var generator = SystemRandomNumberGenerator()
        return IdentifierText.link(using: &generator)
    }
}

/// Ids from a seeded generator: the same seed gives the same ids in the same order.
public final class SeededIdentifiers: IdentifierSource {
    private let generator: Mutex<SplitMix>

    /// Creates a source with a seed.
    public init(seed: UInt64) {
        generator = Mutex(SplitMix(state: seed))
    }

    /// Returns a new id: a version 4 UUID in lower case.
    public func identifier() -> String {
        generator.withLock { IdentifierText.uuid(using: &$0) }
    }

    /// Returns a new link id: 9 characters of `A-Z0-9`.
    public func linkIdentifier() -> String {
        generator.withLock { IdentifierText.link(using: &$0) }
    }
}

/// A seeded random number generator (SplitMix64).
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Formats random numbers as ids.
private enum IdentifierText {
    private static let hexadecimalDigits = Array("0123456789abcdef".utf8)
    private static let linkCharacters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// Returns a version 4 UUID (RFC 9562, section 5.4).
    static func uuid(using generator: inout some RandomNumberGenerator) -> String {
        let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for digit in 0..<32 {
            if [8, 12, 16, 20].contains(digit) { bytes.append(UInt8(ascii: "-")) }
            let word = digit < 16 ? high : low
            bytes.append(hexadecimalDigits[Int(word >> UInt64(60 - digit % 16 * 4) & 15)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func link(using generator: inout some RandomNumberGenerator) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<9 {
            bytes.append(linkCharacters[Int.random(in: 0..<linkCharacters.count, using: &generator)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
