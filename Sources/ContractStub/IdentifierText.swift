import JSONSchema

/// Generation of ids from random numbers.
enum IdentifierText {
    /// Returns a UUID of version 4.
    ///
    /// Source: RFC 9562, section 5.4.
    static func uuid(using random: inout SeededRandom) -> String {
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let word = random.next()
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }

    /// Returns an id of the form of another one: a UUID for a UUID, otherwise with every digit and every letter of the last
    /// part replaced, so that `order-1001` becomes `order-7302`.
    static func like(_ text: String, using random: inout SeededRandom) -> String {
        if isUUID(text) { return uuid(using: &random) }
        let bytes = Array(text.utf8)
        let hasDigits = bytes.contains { (0x30...0x39).contains($0) }
        var other = bytes
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case 0x31...0x39: other[place] = UInt8(random.number(in: 0x31...0x39))
            case 0x30: other[place] = UInt8(random.number(in: 0x30...0x39))
            case 0x61...0x7A where !hasDigits: other[place] = UInt8(random.number(in: 0x61...0x7A))
            case 0x41...0x5A where !hasDigits: other[place] = UInt8(random.number(in: 0x41...0x5A))
            default: break
            }
        }
        return String(decoding: other, as: UTF8.self)
    }

    private static func isUUID(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.joined().allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
            }
    }
}
