/// The reasons why cases could not be judged, each shown once: an endpoint that is down gives all cases the same.
struct UnjudgedCases {
    /// How many reasons are shown; an endpoint could give every case another.
    private static let mostReasons = 10

    /// The reasons that were shown, in order, and how many more cases have each.
    private var repeated: [(reason: String, count: Int)] = []
    /// How many cases have a reason that was not shown.
    private var others = 0

    /// Notes a case's reason; says whether it is to be shown.
    ///
    /// - Complexity: O(*r*) in the number of reasons that are shown.
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

    /// A line for each reason that more cases have than the one it was shown with.
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
