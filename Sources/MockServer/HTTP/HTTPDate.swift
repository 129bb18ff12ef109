import Synchronization

/// Times in HTTP date format: `Thu, 01 Jan 2026 00:00:00 GMT` (RFC 9110, section 5.6.7).
///
/// They are formatted without Foundation, because every response has one, and Foundation's formatters take longer than
/// the rest of the response.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// The text of the last date: the responses of a second have the same.
    private static let latest = Mutex((seconds: 0, text: format(seconds: 0)))

    /// Returns the date of milliseconds since 1970-01-01T00:00Z, truncated to seconds.
    static func text(milliseconds: Int) -> String {
        let seconds = max(0, milliseconds) / 1_000
        return latest.withLock { latest in
            if latest.seconds != seconds { latest = (seconds, format(seconds: seconds)) }
            return latest.text
        }
    }

    private static func format(seconds: Int) -> String {
        let (day, second) = (seconds / 86_400, seconds % 86_400)
        let date = Self.date(day)
        return "\(days[day % 7]), \(two(date.day)) \(months[date.month - 1]) \(date.year) "
            + "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) GMT"
    }

    /// Returns the Gregorian date of a day since 1970-01-01; years start in March, so that a leap day is the last
    /// day.
    private static func date(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
