public import JSON

extension TimeUnit {
    /// Returns a time in this unit and form.
    ///
    /// - Parameter milliseconds: The milliseconds since 1970-01-01T00:00Z.
    /// - Returns: An integer, or a text of RFC 3339.
    public func value(_ milliseconds: Int) -> JSONValue {
        switch self {
        case .milliseconds: .number(JSONNumber(milliseconds))
        case .seconds: .number(JSONNumber(Self.floor(milliseconds, 1_000)))
        case .rfc3339: .string(Self.text(milliseconds))
        }
    }

    /// The smallest step of the unit, in milliseconds.
    public var step: Int { self == .seconds ? 1_000 : 1 }

    /// Returns the milliseconds of a time in this unit and form; `nil` when it is none.
    ///
    /// - Parameter value: The time, as a record or a message has it.
    /// - Returns: The milliseconds since 1970-01-01T00:00Z; a fraction of one is dropped.
    public func milliseconds(of value: JSONValue) -> Int? {
        switch self {
        case .milliseconds: return value.intValue
        case .seconds:
            guard let (product, isOverflow) = value.intValue?.multipliedReportingOverflow(by: 1_000),
                !isOverflow
            else { return nil }
            return product
        case .rfc3339: return value.stringValue.flatMap(Self.milliseconds)
        }
    }

    private static func floor(_ value: Int, _ divisor: Int) -> Int {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    private static func text(_ milliseconds: Int) -> String {
        let days = floor(milliseconds, 86_400_000)
        let time = milliseconds - days * 86_400_000
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let day = shifted - era * 146_097
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let number = month < 10 ? month + 3 : month - 9
        let date = [
            padded(year + era * 400 + (number <= 2 ? 1 : 0), 4), padded(number, 2),
            padded(dayOfYear - (153 * month + 2) / 5 + 1, 2),
        ].joined(separator: "-")
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60].map { padded($0, 2) }
        return "\(date)T\(clock.joined(separator: ":")).\(padded(time % 1_000, 3))Z"
    }

    private static func padded(_ value: Int, _ count: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    /// Reads a time in UTC or with an offset; a fraction counts to the millisecond.
    private static func milliseconds(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            return bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month)
        else { return nil }
        var index = 19
        var fraction = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            var scale = 100
            while index < bytes.count, (48...57).contains(bytes[index]) {
                fraction += Int(bytes[index] - 48) * scale
                scale /= 10
                index += 1
            }
        }
        var offset = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
            guard let hours = number(index + 1..<index + 3), let minutes = number(index + 4..<index + 6)
            else {
                return nil
            }
            offset = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
        }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = floor(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return ((days * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1_000 + fraction
    }
}
