extension JSONNumber: Comparable {
    /// Whether both are the same number, however they are written.
    ///
    /// - Complexity: O(*n*) in the number of digits; constant for numbers of up to 18 digits without exponent.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage {
            return left == right
        }
        if let (left, right, _) = aligned(left, right) { return left == right }
        return left.value == right.value
    }

    /// Whether one number is less than the other.
    ///
    /// - Complexity: As ``==(_:_:)``.
    public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if case .integer(let left) = left.storage, case .integer(let right) = right.storage {
            return left < right
        }
        if let (left, right, _) = aligned(left, right) { return left < right }
        return left.value < right.value
    }

    /// Both numbers as multiples of the same power of ten, when both are held in a small form.
    static func aligned(_ left: JSONNumber, _ right: JSONNumber) -> (
        left: Int128, right: Int128, places: Int
    )? {
        guard let (leftSignificand, leftPlaces) = left.small,
            let (rightSignificand, rightPlaces) = right.small
        else { return nil }
        // 19 digits and 18 more fit in the 38 that Int128 holds.
        let places = max(leftPlaces, rightPlaces)
        let leftScale = Int128(PowerOfTen.int(places - leftPlaces))
        let rightScale = Int128(PowerOfTen.int(places - rightPlaces))
        return (Int128(leftSignificand) * leftScale, Int128(rightSignificand) * rightScale, places)
    }

    /// The number as an integer over a power of ten, when it is held as one.
    private var small: (significand: Int, places: Int)? {
        switch storage {
        case .integer(let value): (value, 0)
        case .decimal(let significand, let places): (significand, Int(places))
        case .literal: nil
        }
    }

    /// The exact value in the form that fits every number.
    var value: DecimalValue {
        switch storage {
        case .integer(let value): DecimalValue(significand: value, exponent: 0)
        case .decimal(let significand, let places):
            DecimalValue(significand: significand, exponent: -Int(places))
        case .literal(let literal): literal.value
        }
    }
}

extension JSONNumber: Hashable {
    /// Feeds the value, not the text, to the hasher.
    public func hash(into hasher: inout Hasher) {
        guard let small, small.significand.magnitude < PowerOfTen.significandLimit else {
            value.hash(into: &hasher)
            return
        }
        var significand = small.significand
        var exponent = -small.places
        while significand != 0, significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        DecimalValue.hashSmall(
            significand: significand,
            exponent: significand == 0 ? 0 : exponent,
            into: &hasher
        )
    }
}
