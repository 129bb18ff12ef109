import JSON

/// A text made by repeating a unit: `{"$repeat": "ab", "bytes": 390000}`.
struct Repetition: Hashable {
    /// What is repeated.
    var unit: String
    /// The length of the text in UTF-8 bytes.
    var bytes: Int

    /// The longest text that a template may ask for: more than any request may have.
    static let maximumBytes = 64 * 1024 * 1024

    init(unit: String, bytes: Int) {
        self.unit = unit
        self.bytes = bytes
    }

    /// Reads the object; `nil` when it is not a repetition.
    init?(_ object: JSONObject) {
        guard object.count == 2, let unit = object["$repeat"]?.stringValue, !unit.isEmpty,
            let bytes = object["bytes"]?.intValue, (0...Self.maximumBytes).contains(bytes)
        else { return nil }
        self.init(unit: unit, bytes: bytes)
    }

    /// The unit repeated, cut at a scalar's boundary, padded with `x`: exactly ``bytes`` bytes.
    /// - Complexity: O(*n*) in the number of bytes.
    var text: String {
        let unitBytes = Array(unit.utf8)
        guard !unitBytes.isEmpty, bytes > 0 else { return String(repeating: "x", count: max(bytes, 0)) }
        var result = String(repeating: unit, count: bytes / unitBytes.count)
        var missing = bytes - bytes / unitBytes.count * unitBytes.count
        for scalar in unit.unicodeScalars {
            let length = UTF8.width(scalar)
            guard length <= missing else { break }
            result.unicodeScalars.append(scalar)
            missing -= length
        }
        return result + String(repeating: "x", count: missing)
    }
}
