import JSON

/// The significant digits and exponent of a number, from which its stored size and its order-preserving encoding are
/// computed.
///
/// Source: AWS, "Supported data types", Number: 38 significant digits, 1E-130 to 9.99...E+125 and zero.
struct OrderedNumber {
    /// The significant digits without leading and trailing zeros; empty for zero.
    private(set) var digits: [UInt8] = []
    /// The power of ten of the first digit, plus one: 1 for 5, 2 for 50, 0 for 0.5.
    private(set) var exponent = 0
    private(set) var isNegative = false

    /// Parses a number; returns `nil` when it has too many digits or is out of a table's range.
    /// - Complexity: O(*n*) in the length of the number's text.
    init?(_ number: JSONNumber) {
        var text = number.text
        let isRead = text.withUTF8 { read($0) }
        guard isRead else { return nil }
        while digits.last == 0 { digits.removeLast() }
        guard digits.count <= TableLimits.numberDigits else { return nil }
        if digits.isEmpty {
            exponent = 0
            isNegative = false
        } else if !(-129...126).contains(exponent) {
            return nil
        }
    }

    /// An order-preserving encoding; no number's encoding is a prefix of another's.
    var orderedBytes: [UInt8] {
        guard !digits.isEmpty else { return [2] }
        let biased = UInt16(exponent + 0x4000)
        var bytes = [UInt8(biased >> 8), UInt8(biased & 0xFF)]
        bytes.append(contentsOf: digits.map { $0 + 1 })
        bytes.append(0)
        return isNegative ? [1] + bytes.map { ~$0 } : [3] + bytes
    }

    /// The stored size in bytes: one, and one more for each two digits.
    ///
    /// Source: AWS, "Item sizes and formats": about one byte for each two significant digits, plus one.
    var size: Int {
        1 + (digits.count + 1) / 2 + (isNegative ? 1 : 0)
    }

    /// Parses JSON's number grammar; returns false when the exponent is out of range.
    private mutating func read(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        var seenPoint = false
        if utf8.first == UInt8(ascii: "-") {
            isNegative = true
            index = 1
        }
        while index < utf8.count {
            let byte = utf8[index]
            if byte == UInt8(ascii: ".") {
                seenPoint = true
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                let digit = byte - UInt8(ascii: "0")
                if digits.isEmpty && digit == 0 {
                    if seenPoint { exponent -= 1 }
                } else {
                    digits.append(digit)
                    if !seenPoint { exponent += 1 }
                }
            } else {
                break
            }
            index += 1
        }
        guard index < utf8.count, !digits.isEmpty else { return true }
        guard let power = Int(String(decoding: utf8[(index + 1)...], as: UTF8.self)),
            abs(power) < 1_000_000_000
        else { return false }
        exponent += power
        return true
    }
}

extension OrderedKey {
    /// Appends a key value.
    ///
    /// - Precondition: The value was validated; a number that no table can hold sorts as zero.
    mutating func append(_ value: KeyValue) {
        switch value {
        case .string(let text): append(text.string)
        case .number(let number): append(encoded: OrderedNumber(number)?.orderedBytes ?? [2])
        }
    }
}
