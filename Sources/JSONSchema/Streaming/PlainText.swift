/// The scan for the end of a string, eight bytes at a time.
///
/// The parser has one of its own (`StringScanner`): calls between modules are not inlined, and this one is made for every name
/// and every text. The standard library's SIMD comparisons are slower than this: they go byte by byte.
enum PlainText {
    static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Returns the place of the first quote, backslash or control character, or the end of the text, and whether all before
    /// is ASCII.
    ///
    /// - Complexity: O(*n*) in the number of bytes passed over.
    @inline(__always)
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (end: Int, isASCII: Bool) {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        var seen: UInt64 = 0
        while index &+ 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let special = specialBits(word)
            guard special == 0 else {
                seen |= word & ((special & (0 &- special)) &- 1)
                return (index &+ special.trailingZeroBitCount &>> 3, seen & highBits == 0)
            }
            seen |= word
            index &+= 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            seen |= UInt64(byte)
            index &+= 1
        }
        return (index, seen & highBits == 0)
    }

    /// The high bit of each byte that ends plain text; above the lowest such byte, other bits can be set as well.
    @inline(__always)
    private static func specialBits(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let isQuote = (quote &- ones) & ~quote
        let isBackslash = (backslash &- ones) & ~backslash
        let isControl = (word &- ones &* 0x20) & ~word
        return (isQuote | isBackslash | isControl) & highBits
    }

    /// Whether eight bytes are hexadecimal digits; under the bytes of ones in a mask, they have to be those of `fixed`.
    @inline(__always)
    static func areHexDigits(_ word: UInt64, fixed: UInt64 = 0, at mask: UInt64 = 0) -> Bool {
        let lower = word | ones &* 0x20
        // Sums reach the high bit of a byte from one character on: "0" and ":", "a" and "g".
        let isDigit = (word &+ ones &* 0x50) & ~(word &+ ones &* 0x46)
        let isLetter = (lower &+ ones &* 0x1F) & ~(lower &+ ones &* 0x19)
        let isRight = (isDigit | isLetter | mask) & ~word & highBits
        return isRight == highBits && (word ^ fixed) & mask == 0
    }
}
