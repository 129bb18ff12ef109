import JSON

extension InstanceBuilder {
    /// A number that a constraints takes.
    mutating func number(_ constraints: ValueConstraints) throws(Unsatisfiable) -> JSONNumber {
        for _ in 0..<12 {
            try spend(1)
            let candidate = onGrid(constraints) ?? nearby(constraints)
            if let candidate, constraints.takes(candidate) { return respelled(candidate) }
            if let candidate = nearby(constraints), constraints.takes(candidate) { return candidate }
        }
        throw Unsatisfiable()
    }

    /// A multiple of what divides, within the bounds, counted in whole units of a power of ten.
    private mutating func onGrid(_ constraints: ValueConstraints) -> JSONNumber? {
        let given =
            [constraints.lower?.value, constraints.upper?.value].compactMap(\.self) + constraints.divisors
        let scaled = given.compactMap(ScaledNumber.init)
        guard scaled.count == given.count else { return nil }
        let isFree = !constraints.isInteger && constraints.divisors.isEmpty
        let extra = isFree ? (constraints.isFraction ? 1 : style.isSimple ? 0 : random.number(in: 0...3)) : 0
        let places = (scaled.map(\.places).max() ?? 0) + extra
        var step: Int128 = 1
        for divisor in constraints.divisors + (constraints.isInteger ? [1] : []) {
            guard let units = ScaledNumber(divisor)?.units(places: places), units != 0,
                let common = ScaledNumber.leastCommonMultiple(step, units)
            else { return nil }
            step = common
        }
        var low: Int128?
        var high: Int128?
        if let bound = constraints.lower {
            guard let units = ScaledNumber(bound.value)?.units(places: places) else { return nil }
            low = ScaledNumber.roundedUp(units, step) + (bound.isExclusive && units % step == 0 ? 1 : 0)
        }
        if let bound = constraints.upper {
            guard let units = ScaledNumber(bound.value)?.units(places: places) else { return nil }
            high = ScaledNumber.roundedDown(units, step) - (bound.isExclusive && units % step == 0 ? 1 : 0)
        }
        let reach = Int128(style.isSimple ? 10 : random.element(of: [5, 1_000, 1_000_000_000]) ?? 5)
        let bottom = low ?? (high.map { $0 - reach } ?? (style.isSimple ? 0 : -reach))
        let top = high ?? bottom + reach * 2
        guard bottom <= top else { return nil }
        let (units, overflow) = choice(bottom, top).multipliedReportingOverflow(by: step)
        return overflow ? nil : ScaledNumber(significand: units, places: places).number
    }

    /// A whole number of a range, its ends more often than others.
    private mutating func choice(_ bottom: Int128, _ top: Int128) -> Int128 {
        switch style.isSimple ? 0 : random.number(in: 0...9) {
        case 1: return top
        case 0, 2: return style.isSimple && bottom == 0 && top > 1 ? 1 : bottom
        default: break
        }
        let width = UInt128(truncatingIfNeeded: top &- bottom)
        let offset =
            (UInt128(random.next()) << 64 | UInt128(random.next())) % (width &+ 1 == 0 ? .max : width + 1)
        return bottom &+ Int128(truncatingIfNeeded: offset)
    }

    /// One of the numbers near what a constraints names, or one that is known to make trouble.
    private mutating func nearby(_ constraints: ValueConstraints) -> JSONNumber? {
        let named =
            [constraints.lower?.value, constraints.upper?.value].compactMap(\.self) + constraints.divisors
            + constraints.nonDivisors
        let half: [JSONNumber] = ["0.5", "0.1", "0.001", "1e-7"].compactMap { JSONNumber($0) }
        var candidates = named + named.flatMap { [$0 + 1, $0 - 1] }
        candidates += named.flatMap { base in half.flatMap { [base + $0, base - $0] } }
        if style == .random || constraints.isFraction || candidates.isEmpty { candidates += Self.troublesome }
        return random.element(of: candidates.filter(constraints.takes))
    }

    private static let troublesome: [JSONNumber] = [
        "0", "-0", "1", "-1", "0.1", "-2.5", "2147483648", "4294967296", "9007199254740993", "1e15",
        "9223372036854775807", "18446744073709551616", "1.7976931348623157e308", "5e-324", "1e400", "0.30",
        "12345678901234567890.123456789", "-1E+2",
    ].compactMap { JSONNumber($0) }

    /// The same number, now and then written in another way.
    private mutating func respelled(_ number: JSONNumber) -> JSONNumber {
        guard style == .random, random.happens(percent: 15) else { return number }
        let text = number.text
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }) else {
            return number
        }
        let suffixes = text.contains(".") ? ["0", "e0", "E+0"] : [".0", ".00", "e0", "E+0", "e-0"]
        return random.element(of: suffixes).flatMap { JSONNumber(text + $0) } ?? number
    }
}

extension ValueConstraints {
    /// Returns whether a number satisfies the constraints.
    func takes(_ number: JSONNumber) -> Bool {
        if isInteger, !number.isInteger { return false }
        if isFraction, number.isInteger { return false }
        if let lower, number < lower.value || (lower.isExclusive && number == lower.value) { return false }
        if let upper, number > upper.value || (upper.isExclusive && number == upper.value) { return false }
        return divisors.allSatisfy { number.isMultiple(of: $0) }
            && !nonDivisors.contains { number.isMultiple(of: $0) }
    }
}
