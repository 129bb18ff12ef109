import JSON

/// A text made by repeating a unit: `{"$repeat": "ab", "bytes": 390000}`.
struct Repetition: Hashable {
    /// The text to repeat.
    var unit: String
    /// The length of the text in UTF-8 bytes.
    var bytes: Int

    /// The maximum length in bytes, more than any request may have.
    static let maximumBytes = 64 * 1024 * 1024

    init(unit: String, bytes: Int) {
        self.unit = unit
        self.bytes = bytes
    }

    /// Decodes the object; `nil` when it is not a repetition.
    init?(_ object: JSONObject) {
        guard object.count == 2, let unit = object["$repeat"]?.stringValue, !unit.isEmpty,
            let bytes = object["bytes"]?.intValue, (0...Self.maximumBytes).contains(bytes)
        else { return nil }
        self.init(unit: unit, bytes: bytes)
    }

    /// Returns the unit repeated, cut at a scalar's boundary, padded with `x`: exactly ``bytes`` bytes.
    /// - Complexity: O(*n*) in the number of bytes.
    var text: String {
        let unitBytes = Array(unit.utf8)
        guard !unitBytes.isEmpty, bytes > 0 else { return String(repeating: "x", count: max(bytes, 0)) }
        // The longest prefix of the unit that fits and ends at a scalar's boundary.
        var whole = bytes % unitBytes.count
        while whole > 0, unitBytes[whole] & 0xC0 == 0x80 { whole -= 1 }
        let end = bytes - bytes % unitBytes.count + whole
        // Doubling makes a few long copies instead of many short ones.
        var text = Array(unitBytes.prefix(end))
        while text.count < end { text += text.prefix(end - text.count) }
        text += repeatElement(UInt8(ascii: "x"), count: bytes - end)
        return String(decoding: text, as: UTF8.self)
    }
}
