/// Decoding of the valid UTF-8 that Swift strings hold.
enum UTF8Decoding {
    /// Returns the code point that begins at an index and moves the index behind it.
    ///
    /// Sequences that are cut short, which no Swift string holds, yield U+FFFD.
    @inline(__always)
    static func scalar(in text: UnsafeBufferPointer<UInt8>, at index: inout Int) -> UInt32 {
        let first = text[index]
        let (length, bits): (Int, UInt32) =
            switch first {
            case 0..<0x80: (1, UInt32(first))
            case 0x80..<0xE0: (2, UInt32(first & 0x1F))
            case 0xE0..<0xF0: (3, UInt32(first & 0x0F))
            default: (4, UInt32(first & 0x07))
            }
        guard index + length <= text.count else {
            index = text.count
            return 0xFFFD
        }
        var value = bits
        var position = index + 1
        while position < index + length {
            value = value << 6 | UInt32(text[position] & 0x3F)
            position += 1
        }
        index += length
        return value
    }
}
