import JSONSchema

/// Generation of ids from random numbers.
enum IdentifierText {
    /// Returns an id of the form of another one: a UUID for a UUID, otherwise with every digit and every letter of the last
    /// part replaced, so that `order-1001` becomes `order-7302`.
    static func like(_ text: String, using random: inout SeededRandom) -> String {
        if isUUID(text) { return random.uuid() }
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
