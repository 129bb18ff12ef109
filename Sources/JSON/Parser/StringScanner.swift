/// A scanner for the contents of strings.
///
/// It can be inlined in other modules, which call it for every name and every text.
package enum StringScanner {
    @usableFromInline
    package static let ones: UInt64 = 0x0101_0101_0101_0101
    @usableFromInline
    package static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Returns the place of the first quote, backslash or control character, or the end of the text, and whether all before
    /// is ASCII.
    ///
    /// Examines eight bytes at a time. The standard library's SIMD comparisons are slower: they go byte by byte.
    /// - Complexity: O(*n*) in the number of bytes passed over.
    @inlinable
    @inline(__always)
    package static func plainEnd(
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> (end: Int, isASCII: Bool) {
        var index = start
        var seen: UInt64 = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index &+ 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let special = specialBits(word)
            if special != 0 {
                seen |= plainBytes(of: word, before: special)
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
    @inlinable
    @inline(__always)
    package static func specialBits(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let isQuote = (quote &- ones) & ~quote
        let isBackslash = (backslash &- ones) & ~backslash
        let isControl = (word &- ones &* 0x20) & ~word
        return (isQuote | isBackslash | isControl) & highBits
    }

    /// The bytes of a word before the first special one; all where there is none.
    @inlinable
    @inline(__always)
    package static func plainBytes(of word: UInt64, before special: UInt64) -> UInt64 {
        word & ((special & (0 &- special)) &- 1)
    }

    /// The value of a hexadecimal digit.
    static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte &- UInt8(ascii: "a") &+ 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte &- UInt8(ascii: "A") &+ 10)
        default: nil
        }
    }
}

extension StringScanner {
    /// Finds the end of a string.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - start: The place behind the opening quote.
    /// - Returns: The place of the closing quote, and whether there are escapes or bytes beyond ASCII before it; `nil` where the
    ///   bytes are not a string of JSON.
    /// - Complexity: O(*n*) in the length of the string.
    package static func stringEnd(
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> (end: Int, hasEscapes: Bool, isASCII: Bool)? {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = start
        var hasEscapes = false
        var isASCII = true
        while true {
            if index &+ 8 <= raw.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let special = specialBits(word) | word & highBits
                guard special != 0 else {
                    index &+= 8
                    continue
                }
                index &+= special.trailingZeroBitCount &>> 3
            }
            guard index < bytes.count else { return nil }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                return (index, hasEscapes, isASCII)
            case UInt8(ascii: "\\"):
                guard let next = escapeEnd(in: bytes, from: index) else { return nil }
                hasEscapes = true
                index = next
            case 0..<0x20:
                return nil
            case 0x20..<0x80:
                index &+= 1
            default:
                isASCII = false
                // Characters beyond ASCII mostly come in rows.
                repeat {
                    guard let length = UTF8Decoding.length(in: bytes, at: index) else { return nil }
                    index &+= length
                } while index < bytes.count && bytes[index] >= 0x80
            }
        }
    }

    /// Returns the place behind an escape sequence, or behind two that make up a surrogate pair; `nil` where there is none.
    private static func escapeEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start + 1 < bytes.count else { return nil }
        switch bytes[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            return escapedScalar(in: bytes, at: start).map { start + $0.length }
        default:
            return nil
        }
    }

    /// Returns the scalar of a `\u` escape, or of two that make up a surrogate pair, and the number of bytes that it takes; `nil`
    /// where there is none.
    static func escapedScalar(
        in bytes: UnsafeBufferPointer<UInt8>,
        at start: Int
    ) -> (Unicode.Scalar, length: Int)? {
        guard let unit = escapedUnit(in: bytes, at: start) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
        guard unit < 0xDC00, let second = escapedUnit(in: bytes, at: start + 6), second & 0xFC00 == 0xDC00
        else {
            return nil
        }
        let pair = 0x10000 &+ (unit &- 0xD800) &<< 10 &+ (second &- 0xDC00)
        return Unicode.Scalar(pair).map { ($0, 12) }
    }

    /// Returns the value of a `\u` escape.
    private static func escapedUnit(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32? {
        guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"),
            bytes[start + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[(start + 2)..<(start + 6)] {
            guard let digit = hexadecimalDigit(byte) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }
}
