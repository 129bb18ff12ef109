import JSON

/// A decimal number as a whole number of units of a power of ten, as long as both are of moderate size.
struct ScaledNumber {
    /// The number of units.
    let significand: Int128
    /// The number of decimal places that a unit has.
    let places: Int

    private static let mostPlaces = 16
    private static let greatest: Int128 = 1_000_000_000_000_000_000_000_000

    init(significand: Int128, places: Int) {
        self.significand = significand
        self.places = places
    }

    /// Reads a number's text; `nil` when it needs more digits than there are here.
    init?(_ number: JSONNumber) {
        let parts = number.text.lowercased().split(separator: "e")
        guard let mantissa = parts.first, mantissa.utf8.count <= 24 else { return nil }
        let exponent = parts.count > 1 ? Int(parts[1]) ?? .max : 0
        guard abs(exponent) <= Self.mostPlaces else { return nil }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = halves.count > 1 ? String(halves[1]) : ""
        guard let digits = Int128(String(halves[0]) + fraction) else { return nil }
        let places = fraction.utf8.count - exponent
        guard places <= Self.mostPlaces else { return nil }
        self.init(
            significand: places < 0 ? digits * Self.power(-places) : digits,
            places: max(0, places)
        )
        guard significand.magnitude <= Self.greatest.magnitude else { return nil }
    }

    /// The number in units with more decimal places.
    func units(places wanted: Int) -> Int128? {
        guard wanted >= places, wanted - places <= Self.mostPlaces else { return nil }
        let (units, overflow) = significand.multipliedReportingOverflow(by: Self.power(wanted - places))
        return overflow ? nil : units
    }

    /// The number, written without exponent and without zeros at the end of a fraction.
    var number: JSONNumber? {
        guard places > 0 else { return JSONNumber(String(significand)) }
        var digits = String(significand.magnitude)
        if digits.count <= places {
            digits = String(repeating: "0", count: places - digits.count + 1) + digits
        }
        var fraction = digits.suffix(places)[...]
        while fraction.last == "0" { fraction.removeLast() }
        let whole = digits.dropLast(places)
        let sign = significand < 0 ? "-" : ""
        return JSONNumber(sign + whole + (fraction.isEmpty ? "" : "." + fraction))
    }

    /// The least number of steps that is not below a number of units.
    static func roundedUp(_ units: Int128, _ step: Int128) -> Int128 {
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: step)
        return remainder > 0 ? quotient + 1 : quotient
    }

    /// The greatest number of steps that is not above a number of units.
    static func roundedDown(_ units: Int128, _ step: Int128) -> Int128 {
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: step)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The least common multiple; `nil` when it is too large.
    static func leastCommonMultiple(_ first: Int128, _ second: Int128) -> Int128? {
        var (left, right) = (first.magnitude, second.magnitude)
        while right != 0 { (left, right) = (right, left % right) }
        guard left != 0 else { return nil }
        let (product, overflow) = (first.magnitude / left).multipliedReportingOverflow(by: second.magnitude)
        return overflow || product > Self.greatest.magnitude ? nil : Int128(product)
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
