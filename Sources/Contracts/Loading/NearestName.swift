import JSON

/// Suggestions for misspelt names.
public enum NearestName: Sendable {
    /// Returns the known name with the smallest edit distance if it is small enough; the first of equals.
    ///
    /// - Complexity: O(*n* · *m*²) in the number of names and their length.
    public static func suggestion(for name: String, among known: some Sequence<String>) -> String? {
        let limit = max(1, name.unicodeScalars.count / 4)
        var best: (name: String, distance: Int)?
        for candidate in known {
            let distance = distance(name, candidate)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Returns the remedy for an unknown name, as the end of a message.
    public static func remedy(for name: String, among known: some Sequence<String>, what: String) -> String {
        let names = Set(known.map { ExactString($0) }).sorted().map(\.string)
        if let suggestion = suggestion(for: name, among: names) { return "did you mean '\(suggestion)'?" }
        guard !names.isEmpty else { return "there is no \(what)" }
        let shown = names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
        return "use one of \(shown)" + (names.count > 8 ? " and \(names.count - 8) more" : "")
    }

    /// Returns the Damerau-Levenshtein distance with adjacent swaps; letters are compared without case.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().unicodeScalars)
        let right = Array(right.lowercased().unicodeScalars)
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var rows = [Array(0...right.count)]
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var cost = min(
                    rows[row - 1][column] + 1,
                    current[column - 1] + 1,
                    rows[row - 1][column - 1] + (same ? 0 : 1)
                )
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
                {
                    cost = min(cost, rows[row - 2][column - 2] + 1)
                }
                current.append(cost)
            }
            rows.append(current)
        }
        return rows[left.count][right.count]
    }
}
