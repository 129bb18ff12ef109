import Verifier

/// A failure's details with what was expected and what was seen side by side.
struct ExpectedAndSeen {
    /// One thing that was expected and what was seen in its place.
    struct Row: Hashable {
        /// The place in the answer; empty for the answer as a whole.
        var place: String
        /// What was expected; several lines where several things were.
        var expected: String
        /// What was seen.
        var seen: String
    }

    /// The rows in the order of the details.
    private(set) var rows: [Row] = []
    /// What is neither expected nor seen.
    private(set) var notes: [String] = []

    private var expected: [String] = []
    private var seen: [String] = []

    /// Reads a failure's details; a line in no known form is a note.
    ///
    /// - Complexity: O(*n*) in the length of the details.
    init(_ details: [String]) {
        for line in details { read(line) }
        flush()
    }

    private mutating func read(_ line: String) {
        if let (place, text) = Self.place(of: line) {
            if let (expected, seen) = Self.split(text, at: ", seen "), expected.hasPrefix("expected ") {
                rows.append(Row(place: place, expected: String(expected.dropFirst(9)), seen: seen))
            } else if let (expected, seen) = Self.split(text, at: "; seen: ") {
                rows.append(Row(place: place, expected: expected, seen: seen))
            } else {
                notes.append(line)
            }
        } else if line.hasPrefix("expected: ") {
            if !seen.isEmpty { flush() }
            let text = String(line.dropFirst(10))
            if let (expected, seen) = Self.split(text, at: "; seen: ") {
                rows.append(Row(place: "", expected: expected, seen: seen))
            } else {
                expected.append(text)
            }
        } else if line.hasPrefix("seen: ") {
            seen.append(String(line.dropFirst(6)))
        } else {
            notes.append(line)
        }
    }

    private mutating func flush() {
        guard !expected.isEmpty || !seen.isEmpty else { return }
        let row = Row(
            place: "",
            expected: expected.joined(separator: "\n"),
            seen: seen.joined(separator: "\n")
        )
        rows.append(row)
        expected = []
        seen = []
    }

    /// The parts of `at 'PLACE': TEXT`.
    private static func place(of line: String) -> (String, String)? {
        guard line.hasPrefix("at '") else { return nil }
        return split(String(line.dropFirst(4)), at: "': ")
    }

    private static func split(_ text: String, at separator: String) -> (String, String)? {
        guard let range = text.firstRange(of: separator) else { return nil }
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}
