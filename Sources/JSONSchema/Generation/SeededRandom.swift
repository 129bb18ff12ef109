/// Random numbers that are the same for the same seed on every machine and in every release: SplitMix64.
///
/// A run names one seed; each part of it takes a stream of its own by name, so that one part's requests stay the same when
/// another part makes more or fewer.
///
/// ```swift
/// var random = SeededRandom(seed: 7, stream: "generated orders/place")
/// let length = random.number(in: 1...100)
/// ```
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededRandom: RandomNumberGenerator, Sendable, Hashable {
    private var state: UInt64

    /// Creates the numbers of a seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// Creates the numbers of one named part of what a seed is for, independent of all other parts.
    ///
    /// - Complexity: O(*n*) in the length of the name.
    public init(seed: UInt64, stream: String) {
        // FNV-1a over the name's bytes: `Hasher` is another one in every process.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in stream.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        var outer = SeededRandom(seed: seed)
        var inner = SeededRandom(seed: hash)
        state = outer.next() ^ inner.next()
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

// The standard library may change how it makes numbers of bits, so what is drawn here is drawn by hand.
extension SeededRandom {
    /// A whole number of a range, each with the same probability but for what 2^64 leaves over.
    public mutating func number(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(bitPattern: Int64(range.upperBound)) &- UInt64(bitPattern: Int64(range.lowerBound))
        let offset = width == .max ? next() : next() % (width + 1)
        return Int(truncatingIfNeeded: UInt64(bitPattern: Int64(range.lowerBound)) &+ offset)
    }

    /// Whether something happens that happens so many times in a hundred.
    public mutating func happens(percent: Int) -> Bool {
        number(in: 0...99) < percent
    }

    /// One of the elements; `nil` when there are none.
    public mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element?
    {
        guard !elements.isEmpty else { return nil }
        let offset = number(in: 0...elements.count - 1)
        return elements[elements.index(elements.startIndex, offsetBy: offset)]
    }

    /// A UUID of version 4 in lower case.
    ///
    /// Source: RFC 9562, section 5.4.
    public mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { bytes in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    bytes[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = digit < 16 ? high : low
                bytes[place] = Self.digits[Int(word >> UInt64(60 - digit % 16 * 4) & 15)]
                place += 1
            }
            return 36
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// The elements in another order.
    ///
    /// - Complexity: O(*n*).
    public mutating func shuffled<Elements: Sequence>(_ elements: Elements) -> [Elements.Element] {
        var rest = Array(elements)
        guard rest.count > 1 else { return rest }
        for place in stride(from: rest.count - 1, to: 0, by: -1) {
            rest.swapAt(place, number(in: 0...place))
        }
        return rest
    }
}
