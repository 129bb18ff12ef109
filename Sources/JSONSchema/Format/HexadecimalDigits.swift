import JSON

/// Compares eight bytes at a time with hexadecimal digits.
enum HexadecimalDigits {
    /// Whether eight bytes are hexadecimal digits; under the bytes of ones in a mask, they have to be those of `fixed`.
    @inline(__always)
    static func fill(_ word: UInt64, fixed: UInt64 = 0, at mask: UInt64 = 0) -> Bool {
        let lower = word | StringScanner.ones &* 0x20
        // Sums reach the high bit of a byte from one character on: "0" and ":", "a" and "g".
        let isDigit = (word &+ StringScanner.ones &* 0x50) & ~(word &+ StringScanner.ones &* 0x46)
        let isLetter = (lower &+ StringScanner.ones &* 0x1F) & ~(lower &+ StringScanner.ones &* 0x19)
        let isRight = (isDigit | isLetter | mask) & ~word & StringScanner.highBits
        return isRight == StringScanner.highBits && (word ^ fixed) & mask == 0
    }
}
