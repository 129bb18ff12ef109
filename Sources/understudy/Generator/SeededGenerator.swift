/// A random number generator with the same numbers for the same seed on every machine: SplitMix64.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Creates a generator with a seed.
    init(seed: UInt64) {
        state = seed
    }

    /// Creates a generator for the part `index` of a seed, so that any part can be generated without the parts before it.
    init(seed: UInt64, part index: Int) {
        var outer = SeededGenerator(seed: seed)
        state = outer.next() ^ (UInt64(truncatingIfNeeded: index) &* 0xD134_2543_DE82_EF95)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Returns an integer in a range; unlike the standard library's, it is the same in every release of Swift.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next() % count)
    }

    /// Returns a random element; the fallback when there are none.
    mutating func element<Element>(of elements: [Element], or fallback: Element) -> Element {
        elements.isEmpty ? fallback : elements[number(in: 0...elements.count - 1)]
    }

    /// Returns a version-4 UUID in lower case (RFC 9562, section 5.4).
    mutating func identifier() -> String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for position in 0..<32 {
            if [8, 12, 16, 20].contains(position) { text.append("-") }
            switch position {
            case 12: text.append("4")
            case 16: text.append(digits[number(in: 8...11)])
            default: text.append(digits[number(in: 0...15)])
            }
        }
        return text
    }
}
