extension DecimalValue {
    /// The maximum distance between two terms' digits for their sum to be computed.
    private static let widestGap = 100_000

    /// The same magnitude with the other sign.
    var negated: DecimalValue {
        var copy = self
        copy.isNegative = !isZero && !isNegative
        return copy
    }

    /// The exact sum, or the larger term where the gap between the two is too wide.
    ///
    /// - Complexity: O(*n*) in the number of digits.
    func adding(_ other: DecimalValue) -> DecimalValue {
        if isZero { return other }
        if other.isZero { return self }
        let (upper, lower) = exponent >= other.exponent ? (self, other) : (other, self)
        // Zeros that the upper term needs at its end, beyond the digits of the lower one.
        guard upper.exponent - lower.exponent <= lower.digits.count + Self.widestGap else { return upper }
        let length = max(upper.digits.count + upper.exponent - lower.exponent, lower.digits.count)
        let left = upper.digits(length: length, downTo: lower.exponent)
        let right = lower.digits(length: length, downTo: lower.exponent)
        if upper.isNegative == lower.isNegative {
            return DecimalValue(
                isNegative: upper.isNegative,
                digits: Self.sum(left, right),
                exponent: lower.exponent
            )
        }
        let isLess = left.lexicographicallyPrecedes(right)
        return DecimalValue(
            isNegative: isLess ? lower.isNegative : upper.isNegative,
            digits: isLess ? Self.difference(right, left) : Self.difference(left, right),
            exponent: lower.exponent
        )
    }

    /// The digits, filled up with zeros at both ends.
    private func digits(length: Int, downTo lowest: Int) -> [UInt8] {
        let behind = exponent - lowest
        let before = length - digits.count - behind
        return Array(repeating: 0, count: before) + digits + Array(repeating: 0, count: behind)
    }

    /// Adds two numbers of equally many digits.
    private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: left.count + 1)
        var carry: UInt8 = 0
        for index in left.indices.reversed() {
            let digit = left[index] + right[index] + carry
            carry = digit >= 10 ? 1 : 0
            result[index + 1] = digit >= 10 ? digit - 10 : digit
        }
        result[0] = carry
        return result
    }

    /// Subtracts a number from one of equally many digits that is not less.
    private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = left
        var borrow: UInt8 = 0
        for index in left.indices.reversed() {
            let subtrahend = right[index] + borrow
            borrow = left[index] < subtrahend ? 1 : 0
            result[index] = left[index] + borrow * 10 - subtrahend
        }
        return result
    }

    /// Whether dividing by the other value leaves no remainder.
    ///
    /// With values *m*·10^*e* and *n*·10^*f*: for *e* < *f* it leaves one, as *m* does not end in 0. Otherwise *n* must
    /// divide *m*·10^(*e*-*f*), and no more factors of ten can help than *n* has binary digits, so the exponent is cut there.
    func isMultiple(of other: DecimalValue) -> Bool {
        if isZero { return true }
        if other.isZero || exponent < other.exponent { return false }
        let usefulZeros = min(exponent - other.exponent, 4 * other.digits.count)
        let dividend = DecimalLimbs(digits: digits, zeros: usefulZeros)
        return dividend.isDivisible(by: DecimalLimbs(digits: other.digits, zeros: 0))
    }
}
