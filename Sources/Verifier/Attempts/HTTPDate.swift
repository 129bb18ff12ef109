/// A time in any of the three HTTP formats (RFC 9110, section 5.6.7).
struct HTTPDate: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00Z.
    let seconds: Int

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Parses `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    init?(_ text: String) {
        let words = text.lowercased().split { " ,-\t".contains($0) }.map(String.init)
        guard let month = words.compactMap({ Self.months.firstIndex(of: $0) }).first,
            let time = words.first(where: { $0.contains(":") })
        else { return nil }
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = words.compactMap { Int($0) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
            numbers.count == 2, (1...31).contains(numbers[0]), (0...9999).contains(numbers[1])
        else { return nil }
        // A year of two digits is of the last 50 years or of the next.
        let year = numbers[1] >= 100 ? numbers[1] : numbers[1] + (numbers[1] < 70 ? 2000 : 1900)
        let days = Self.days(year: year, month: month + 1, day: numbers[0])
        seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    /// Returns the days since 1970-01-01 in the Gregorian calendar, by years that begin in March.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
