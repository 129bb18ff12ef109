/// `date`, `time` and `date-time`: RFC 3339, section 5.6, with the restrictions of section 5.7.
enum DateTimeFormat {
    static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var scanner = FormatScanner(text)
        return takeDate(&scanner) && scanner.isAtEnd
    }

    static func isTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var scanner = FormatScanner(text)
        return takeTime(&scanner) && scanner.isAtEnd
    }

    static func isDateTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var scanner = FormatScanner(text)
        return takeDate(&scanner) && scanner.take(anyCase: "t") && takeTime(&scanner) && scanner.isAtEnd
    }

    private static func takeDate(_ scanner: inout FormatScanner<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let year = scanner.takeNumber(digits: 4), scanner.take("-"),
            let month = scanner.takeNumber(digits: 2), scanner.take("-"),
            let day = scanner.takeNumber(digits: 2)
        else { return false }
        return (1...12).contains(month) && day >= 1 && day <= dayCount(year: year, month: month)
    }

    private static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func takeTime(_ scanner: inout FormatScanner<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let hour = scanner.takeNumber(digits: 2), hour < 24, scanner.take(":"),
            let minute = scanner.takeNumber(digits: 2), minute < 60, scanner.take(":"),
            let second = scanner.takeNumber(digits: 2), second <= 60
        else { return false }
        if scanner.take("."), scanner.takeAll(where: \.isDigit) == 0 { return false }
        guard let offset = takeOffset(&scanner) else { return false }
        // A leap second is the last of a day in UTC.
        let minuteOfDay = (hour * 60 + minute - offset + 2 * 1_440) % 1_440
        return second < 60 || minuteOfDay == 1_439
    }

    /// Consumes the offset from UTC and returns it in minutes.
    private static func takeOffset(_ scanner: inout FormatScanner<UnsafeBufferPointer<UInt8>>) -> Int? {
        if scanner.take(anyCase: "z") { return 0 }
        let isNegative = scanner.take("-")
        guard isNegative || scanner.take("+"), let hours = scanner.takeNumber(digits: 2), hours < 24,
            scanner.take(":"), let minutes = scanner.takeNumber(digits: 2), minutes < 60
        else { return nil }
        let offset = hours * 60 + minutes
        return isNegative ? -offset : offset
    }
}
