/// Reads numbers in JSON's grammar (RFC 8259, section 6).
enum NumberScanner {
    /// The result.
    enum Result {
        /// A number, and where it ends.
        case number(JSONNumber, end: Int)
        /// A digit is missing here.
        case missingDigit(at: Int)
        /// A digit follows a first zero here.
        case leadingZero(at: Int)
        /// The exponent that starts here is beyond ``JSONNumber/exponentLimit``.
        case outOfRange(at: Int)
    }

    /// Reads the number that starts at `start`.
    ///
    /// - Complexity: O(*n*) in the length of the number.
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Result {
        let count = bytes.count
        var index = start
        let isNegative = index < count && bytes[index] == UInt8(ascii: "-")
        if isNegative { index &+= 1 }

        // Wraps around for more than 19 digits; it is not used then.
        var magnitude: UInt64 = 0
        let firstDigit = index
        while index < count, bytes[index] &- 0x30 < 10 {
            magnitude = magnitude &* 10 &+ UInt64(bytes[index] &- 0x30)
            index &+= 1
        }
        var digits = index &- firstDigit
        if digits == 0 { return .missingDigit(at: index) }
        if digits > 1, bytes[firstDigit] == 0x30 { return .leadingZero(at: firstDigit) }

        var places = 0
        if index < count, bytes[index] == UInt8(ascii: ".") {
            index &+= 1
            let firstPlace = index
            while index < count, bytes[index] &- 0x30 < 10 {
                magnitude = magnitude &* 10 &+ UInt64(bytes[index] &- 0x30)
                index &+= 1
            }
            places = index &- firstPlace
            if places == 0 { return .missingDigit(at: index) }
            digits &+= places
        }

        var hasExponent = false
        if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            let exponentStart = index
            index &+= 1
            if index < count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index &+= 1
            }
            let firstExponentDigit = index
            var exponent = 0
            while index < count, bytes[index] &- 0x30 < 10 {
                exponent = min(exponent &* 10 &+ Int(bytes[index] &- 0x30), JSONNumber.exponentLimit &+ 1)
                index &+= 1
            }
            if index == firstExponentDigit { return .missingDigit(at: index) }
            if exponent > JSONNumber.exponentLimit { return .outOfRange(at: exponentStart) }
        }

        if !hasExponent, !isNegative || magnitude != 0 {
            if places == 0, digits <= 19, let value = integer(magnitude, isNegative: isNegative) {
                return .number(JSONNumber(storage: .integer(value)), end: index)
            }
            if digits <= PowerOfTen.greatestPlaces {
                let significand = Int(truncatingIfNeeded: magnitude)
                let storage = JSONNumber.Storage.decimal(
                    isNegative ? -significand : significand,
                    places: UInt8(truncatingIfNeeded: places)
                )
                return .number(JSONNumber(storage: storage), end: index)
            }
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
        return .number(JSONNumber(storage: .literal(NumberLiteral(text: text))), end: index)
    }

    private static func integer(_ magnitude: UInt64, isNegative: Bool) -> Int? {
        guard isNegative else { return Int(exactly: magnitude) }
        if magnitude == UInt64(Int.min.magnitude) { return Int.min }
        return Int(exactly: magnitude).map { -$0 }
    }
}
