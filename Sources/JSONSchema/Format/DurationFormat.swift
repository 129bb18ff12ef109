/// `duration`: RFC 3339, appendix A.
///
/// Units follow each other without a gap; weeks are not combined; no fractions.
enum DurationFormat {
    static func isValid(_ text: String) -> Bool {
        var scanner = FormatScanner(text)
        guard scanner.take("P") else { return false }
        let beforeDate = scanner.index
        if scanner.takeAll(where: \.isDigit) > 0, scanner.take("W") { return scanner.isAtEnd }
        scanner.index = beforeDate
        guard let dateCount = takeUnits(["Y", "M", "D"], &scanner) else { return false }
        guard scanner.take("T") else { return dateCount > 0 && scanner.isAtEnd }
        guard let timeCount = takeUnits(["H", "M", "S"], &scanner) else { return false }
        return timeCount > 0 && scanner.isAtEnd
    }

    /// Consumes numbers with units that follow each other in the given order.
    ///
    /// Returns how many there were, or nil when a unit is wrong or missing.
    private static func takeUnits(_ units: [Unicode.Scalar], _ scanner: inout FormatScanner<[UInt8]>) -> Int?
    {
        var count = 0
        var allowed = units[...]
        while scanner.takeAll(where: \.isDigit) > 0 {
            guard let next = scanner.peek(),
                let place = allowed.firstIndex(where: { $0.value == UInt32(next) }),
                count == 0 || place == allowed.startIndex
            else { return nil }
            scanner.index += 1
            count += 1
            allowed = allowed[(place + 1)...]
        }
        return count
    }
}
