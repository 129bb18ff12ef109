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
        while let eight = eightDigits(in: bytes, at: index) {
            magnitude = magnitude &* 100_000_000 &+ eight
            index &+= 8
        }
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

    /// Returns the value of the next eight bytes; `nil` where not all of them are digits.
    @inline(__always)
    private static func eightDigits(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt64? {
        guard bytes.count &- index >= 8 else { return nil }
        let raw = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let digits = UInt64(littleEndian: raw) ^ 0x3030_3030_3030_3030
        // A byte above 9 reaches its high bit, or had it set.
        guard (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
        // Neighbours are joined: digits to pairs, pairs to fours, fours to the whole.
        let pairs = digits &* 10 &+ digits &>> 8
        let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let high = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (low &+ high) &>> 32
    }

    private static func integer(_ magnitude: UInt64, isNegative: Bool) -> Int? {
        guard isNegative else { return Int(exactly: magnitude) }
        if magnitude == UInt64(Int.min.magnitude) { return Int.min }
        return Int(exactly: magnitude).map { -$0 }
    }
}
