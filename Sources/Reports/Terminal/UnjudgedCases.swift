/// The reasons why cases could not be judged, each shown once: with an endpoint that is down all cases have the same.
struct UnjudgedCases {
    /// The maximum number of reasons to show; an endpoint could cause a different one for every case.
    private static let mostReasons = 10

    /// The reasons that were shown, in order, with the number of further cases for each.
    private var repeated: [(reason: String, count: Int)] = []
    /// The number of cases with a reason that was not shown.
    private var others = 0

    /// Adds a case's reason; returns whether to show it.
    ///
    /// - Complexity: O(*r*) in the number of shown reasons.
    mutating func note(_ reason: String) -> Bool {
        if let place = repeated.firstIndex(where: { $0.reason == reason }) {
            repeated[place].count += 1
            return false
        }
        guard repeated.count < Self.mostReasons else {
            others += 1
            return false
        }
        repeated.append((reason, 0))
        return true
    }

    /// A line for each reason of more than one case.
    var lines: [String] {
        var lines = repeated.filter { $0.count > 0 }.map { reason, count in
            "\(Self.cases(count)) not judged for the same reason: \(TerminalStyle.printable(reason))"
        }
        if others > 0 {
            lines.append("\(Self.cases(others)) not judged for other reasons; --junit FILE keeps them all")
        }
        return lines
    }

    private static func cases(_ count: Int) -> String {
        count == 1 ? "1 more case was" : "\(count) more cases were"
    }
}
