/// `uuid`: RFC 4122, section 3.
///
/// Any version and variant.
enum UUIDFormat {
    static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 36 else { return false }
        let raw = UnsafeRawBufferPointer(text)
        let hyphens: UInt64 = 0x2D2D_2D2D_2D2D_2D2D
        func word(at place: Int) -> UInt64 {
            UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
        // The hyphens are at 8, 13, 18 and 23; the last word overlaps the one before.
        return HexadecimalDigits.fill(word(at: 0))
            && HexadecimalDigits.fill(word(at: 8), fixed: hyphens, at: 0x0000_FF00_0000_00FF)
            && HexadecimalDigits.fill(word(at: 16), fixed: hyphens, at: 0xFF00_0000_00FF_0000)
            && HexadecimalDigits.fill(word(at: 24)) && HexadecimalDigits.fill(word(at: 28))
    }
}
