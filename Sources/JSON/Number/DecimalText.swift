/// Writes computed and small numbers.
enum DecimalText {
    /// `significand` / 10^`places` with exactly that many digits after the point.
    static func plain(significand: Int, places: Int) -> String {
        guard places > 0 else { return String(significand) }
        var bytes = Array(String(significand.magnitude).utf8)
        if bytes.count <= places {
            bytes.insert(contentsOf: repeatElement(0x30, count: places + 1 - bytes.count), at: 0)
        }
        bytes.insert(UInt8(ascii: "."), at: bytes.count - places)
        if significand < 0 { bytes.insert(UInt8(ascii: "-"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The longest run of zeros that is written out instead of an exponent.
    private static let longestPadding = 20

    /// The text of any value: plain where that needs few zeros beside the digits, else with an exponent.
    ///
    /// The exponent stays within ``JSONNumber/exponentLimit`` for every value that sums of numbers within it can have.
    /// - Complexity: O(*n*) in the number of digits.
    static func text(of value: DecimalValue) -> String {
        guard !value.isZero else { return "0" }
        var digits = value.digits.map { $0 &+ 0x30 }
        var exponent = value.exponent
        if exponent >= 0, exponent <= longestPadding {
            digits += repeatElement(0x30, count: exponent)
            exponent = 0
        } else if exponent > JSONNumber.exponentLimit {
            digits += repeatElement(0x30, count: exponent - JSONNumber.exponentLimit)
            exponent = JSONNumber.exponentLimit
        }
        var places = 0
        if exponent < 0, -exponent <= digits.count + longestPadding {
            places = -exponent
            exponent = 0
        } else if exponent < -JSONNumber.exponentLimit {
            places = -exponent - JSONNumber.exponentLimit
            exponent = -JSONNumber.exponentLimit
        }
        if places > 0 {
            if digits.count <= places {
                digits.insert(contentsOf: repeatElement(0x30, count: places + 1 - digits.count), at: 0)
            }
            digits.insert(UInt8(ascii: "."), at: digits.count - places)
        }
        var text = value.isNegative ? "-" : ""
        text += String(decoding: digits, as: UTF8.self)
        if exponent != 0 { text += "e\(exponent)" }
        return text
    }
}
