/// An exact decimal value in its one normal form: a sign, digits without zeros at either end, and a power of ten.
struct DecimalValue {
    /// Whether the value is less than zero.
    var isNegative: Bool
    /// Digit values from 0 to 9, most significant first; none for zero.
    ///
    /// Neither the first nor the last is 0.
    var digits: [UInt8]
    /// The value is `digits` as an integer times 10 to this power; 0 for zero.
    var exponent: Int

    /// Brings digits into normal form.
    ///
    /// - Complexity: O(*n*) in the number of digits.
    init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        guard let first = digits.firstIndex(where: { $0 != 0 }),
            let last = digits.lastIndex(where: { $0 != 0 })
        else {
            self.isNegative = false
            self.digits = []
            self.exponent = 0
            return
        }
        self.isNegative = isNegative
        self.digits = first == 0 && last == digits.count - 1 ? digits : Array(digits[first...last])
        self.exponent = exponent + (digits.count - 1 - last)
    }

    /// Creates the product of `significand` and a power of ten.
    init(significand: Int, exponent: Int) {
        let digits = String(significand.magnitude).utf8.map { $0 &- 0x30 }
        self.init(isNegative: significand < 0, digits: digits, exponent: exponent)
    }

    /// Reads a text that is known to be a number in JSON's grammar with an exponent within the limit.
    init(literal text: String) {
        var digits: [UInt8] = []
        digits.reserveCapacity(text.utf8.count)
        var isNegative = false
        var afterPoint = false
        var places = 0
        var inExponent = false
        var exponentIsNegative = false
        var exponent = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                let digit = byte &- 0x30
                if inExponent {
                    exponent = min(exponent &* 10 &+ Int(digit), JSONNumber.exponentLimit)
                } else {
                    digits.append(digit)
                    if afterPoint { places += 1 }
                }
            case UInt8(ascii: "-"):
                if inExponent { exponentIsNegative = true } else { isNegative = true }
            case UInt8(ascii: "."):
                afterPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                inExponent = true
            default:
                break
            }
        }
        self.init(
            isNegative: isNegative,
            digits: digits,
            exponent: (exponentIsNegative ? -exponent : exponent) - places
        )
    }

    /// Whether this is zero.
    var isZero: Bool { digits.isEmpty }

    /// The power of ten just above the magnitude: magnitudes of different orders compare by it alone.
    private var order: Int { digits.count + exponent }

    /// The value as an `Int`, when it is whole and fits.
    var intValue: Int? {
        guard exponent >= 0, order <= 19 else { return nil }
        var magnitude: UInt64 = 0
        // 19 digits always fit.
        for digit in digits { magnitude = magnitude * 10 + UInt64(digit) }
        for _ in 0..<exponent { magnitude *= 10 }
        if isNegative {
            return magnitude == Int.min.magnitude ? Int.min : Int(exactly: magnitude).map { -$0 }
        }
        return Int(exactly: magnitude)
    }
}

extension DecimalValue: Comparable, Hashable {
    static func < (left: DecimalValue, right: DecimalValue) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative
            ? right.hasSmallerMagnitude(than: left)
            : left.hasSmallerMagnitude(than: right)
    }

    private func hasSmallerMagnitude(than other: DecimalValue) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        if order != other.order { return order < other.order }
        // No zeros at either end, so a prefix is smaller than what continues it.
        return digits.lexicographicallyPrecedes(other.digits)
    }

    func hash(into hasher: inout Hasher) {
        if digits.count <= PowerOfTen.greatestPlaces {
            let magnitude = digits.reduce(0) { $0 * 10 + Int($1) }
            Self.hashSmall(
                significand: isNegative ? -magnitude : magnitude,
                exponent: exponent,
                into: &hasher
            )
        } else {
            hasher.combine(isNegative)
            hasher.combine(digits)
            hasher.combine(exponent)
        }
    }

    /// Hashes a value in normal form whose significand has at most 18 digits.
    static func hashSmall(significand: Int, exponent: Int, into hasher: inout Hasher) {
        hasher.combine(significand)
        hasher.combine(exponent)
    }
}

/// Powers of ten that an `Int` holds.
enum PowerOfTen {
    /// The greatest exponent of a small decimal: 10^18 is the last power of ten that an `Int` holds.
    static let greatestPlaces = 18

    /// The exclusive upper bound of magnitudes with at most 18 digits.
    static let significandLimit: UInt = 1_000_000_000_000_000_000

    private static let values: [Int] = (0...greatestPlaces).map { places in
        (0..<places).reduce(1) { power, _ in power * 10 }
    }

    /// 10 to the power of `exponent`, which must be from 0 to 18; anything else is taken for the nearer of the two.
    static func int(_ exponent: Int) -> Int {
        values[min(max(exponent, 0), greatestPlaces)]
    }
}
