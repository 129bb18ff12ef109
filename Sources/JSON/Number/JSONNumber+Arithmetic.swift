extension JSONNumber {
    /// The exact sum.
    ///
    /// Exact for all terms whose digits lie within 100,000 decimal places of each other. Beyond, writing the sum out would
    /// take memory in proportion to an exponent that a sender chose: the term of larger magnitude is returned, which is
    /// the sum to 100,000 digits.
    /// - Complexity: O(*n*) in the number of digits; constant for numbers of up to 18 digits without exponent.
    public static func + (left: JSONNumber, right: JSONNumber) -> JSONNumber {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage {
            let (sum, overflow) = left.addingReportingOverflow(right)
            if !overflow { return JSONNumber(sum) }
        }
        if let (left, right, places) = aligned(left, right), let sum = small(left + right, places: places) {
            return sum
        }
        return JSONNumber(left.value.adding(right.value))
    }

    /// The exact difference, with the bound of ``+(_:_:)``.
    ///
    /// - Complexity: As ``+(_:_:)``.
    public static func - (left: JSONNumber, right: JSONNumber) -> JSONNumber {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage {
            let (difference, overflow) = left.subtractingReportingOverflow(right)
            if !overflow { return JSONNumber(difference) }
        }
        if let (left, right, places) = aligned(left, right),
            let difference = small(left - right, places: places)
        {
            return difference
        }
        return JSONNumber(left.value.adding(right.value.negated))
    }

    /// Adds a number to another in place.
    public static func += (left: inout JSONNumber, right: JSONNumber) {
        left = left + right
    }

    /// Subtracts a number from another in place.
    public static func -= (left: inout JSONNumber, right: JSONNumber) {
        left = left - right
    }

    /// Whether dividing by the other number leaves no remainder: the exact meaning of JSON Schema's `multipleOf`.
    ///
    /// Only zero is a multiple of zero.
    /// - Complexity: O(*n* · *m*) in the numbers' digits, whatever their exponents are.
    public func isMultiple(of other: JSONNumber) -> Bool {
        if case .integer(let value) = storage, case .integer(let divisor) = other.storage {
            return value.isMultiple(of: divisor)
        }
        if let (value, divisor, _) = Self.aligned(self, other) {
            return divisor == 0 ? value == 0 : value.magnitude % divisor.magnitude == 0
        }
        return value.isMultiple(of: other.value)
    }

    /// The same value in its shortest text: `1` for `1.0` and `1e0`, `0` for `-0.00`.
    ///
    /// - Complexity: O(*n*) in the number of digits; constant for whole numbers of up to 18 digits without exponent.
    public var normalized: JSONNumber {
        if case .integer = storage { return self }
        return JSONNumber(value)
    }

    /// Creates a number from a value that was computed.
    init(_ value: DecimalValue) {
        if let value = value.intValue {
            self.init(value)
            return
        }
        // The text is one that the scanner takes; it finds the best form to hold the number in.
        let text = DecimalText.text(of: value)
        self = JSONNumber(text) ?? JSONNumber(storage: .literal(NumberLiteral(text: text)))
    }

    private static func small(_ significand: Int128, places: Int) -> JSONNumber? {
        var significand = significand
        var places = places
        while places > 0, significand % 10 == 0 {
            significand /= 10
            places -= 1
        }
        guard let small = Int(exactly: significand) else { return nil }
        if places == 0 { return JSONNumber(small) }
        guard small.magnitude < PowerOfTen.significandLimit else { return nil }
        return JSONNumber(storage: .decimal(small, places: UInt8(truncatingIfNeeded: places)))
    }
}
