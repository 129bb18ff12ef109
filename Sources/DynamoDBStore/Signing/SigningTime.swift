/// A time as signatures write it: `20150830T123600Z`, and its day alone.
struct SigningTime: Sendable, Hashable {
    /// The time, to the second.
    let timestamp: String
    /// The day.
    var day: String { String(timestamp.prefix(8)) }

    /// Creates the time of a number of seconds since 1970, in UTC.
    init(seconds: Int) {
        // Source: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let second = seconds - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        timestamp =
            digits(year, 4) + digits(month, 2) + digits(day, 2) + "T" + digits(second / 3_600, 2)
            + digits(second / 60 % 60, 2) + digits(second % 60, 2) + "Z"
    }

    /// Reads a time in the form `2015-08-30T12:36:00Z`, with or without a fraction; `nil` for another form.
    ///
    /// - Returns: The seconds since 1970.
    static func seconds(of text: String) -> Int? {
        let fields = text.split(whereSeparator: { "-:TZ.+".contains($0) }).compactMap { Int($0) }
        guard text.hasSuffix("Z"), fields.count >= 6, (1...12).contains(fields[1]),
            fields.prefix(6).allSatisfy({ (0...9_999).contains($0) })
        else { return nil }
        let year = fields[1] <= 2 ? fields[0] - 1 : fields[0]
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let month = fields[1] > 2 ? fields[1] - 3 : fields[1] + 9
        let dayOfYear = (153 * month + 2) / 5 + fields[2] - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return days * 86_400 + fields[3] * 3_600 + fields[4] * 60 + fields[5]
    }
}
