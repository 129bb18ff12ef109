import JSON

/// A failure of a JSON report in full: what was sent and answered, and expected and seen values side by side.
struct FailureExplanation {
    private let failure: JSONValue

    /// Creates the explanation of a failure, in the form of a report.
    init(_ failure: JSONValue) {
        self.failure = failure
    }

    /// The width of each of the two columns, in characters.
    private static let column = 56

    /// The explanation, by line.
    var lines: [String] {
        let rule = failure["rule"] ?? .null
        let seen = failure["seen"]?.intValue ?? 0
        let attempts = failure["played"]?.intValue ?? 0
        var lines = [
            failure.text("summary"),
            "  \(rule.text("level").uppercased()) \(rule.text("id")): \(rule.text("text"))",
            "  seen in \(seen) of \(attempts) attempts",
        ]
        let actions = (failure["actions"]?.arrayValue ?? []).compactMap(\.stringValue)
        if actions.count > 1 { lines.append("  requests: \(actions.joined(separator: ", "))") }
        if let exchange = failure["exchange"] { lines += Self.exchange(exchange) }
        let deviations = failure["deviations"]?.arrayValue ?? []
        if !deviations.isEmpty {
            lines += ["", Self.row("the contract", "the answer"), Self.row("------------", "----------")]
            lines += deviations.flatMap(Self.rows)
        }
        let script = failure.text("script")
        guard !script.isEmpty else { return lines }
        return lines + ["", "  to see it:", ""]
            + script.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    }

    private static func exchange(_ exchange: JSONValue) -> [String] {
        let body = exchange["sent"]?.text("text") ?? ""
        return [
            "  sent:     \(exchange.text("method")) \(exchange.text("target"))"
                + (body.isEmpty ? "" : " \(body)"),
            "  answered: \(exchange["status"]?.intValue ?? 0) \(exchange["answered"]?.text("text") ?? "")",
        ]
    }

    private static func rows(of deviation: JSONValue) -> [String] {
        var place = deviation["pointer"]?.stringValue.map { $0.isEmpty ? "the body" : "at '\($0)'" }
        if let header = deviation["header"]?.stringValue { place = "header \(header)" }
        let action = deviation["action"]?.stringValue.map { " of \($0)" } ?? ""
        let left = wrapped(deviation["expected"]?.text("text") ?? "")
        let right = wrapped(deviation["seen"]?.text("text") ?? "")
        let rows = (0..<max(left.count, right.count)).map { number in
            row(
                left.indices.contains(number) ? left[number] : "",
                right.indices.contains(number) ? right[number] : ""
            )
        }
        return ["  \(place ?? deviation.text("kind"))\(action):"] + rows
    }

    private static func row(_ left: String, _ right: String) -> String {
        let padding = String(repeating: " ", count: max(0, column - left.count))
        return right.isEmpty ? "    \(left)" : "    \(left)\(padding) | \(right)"
    }

    /// Returns a text in lines of the column's width.
    private static func wrapped(_ text: String) -> [String] {
        var rest = text.split(separator: "\n").joined(separator: " ")[...]
        var lines: [String] = []
        while !rest.isEmpty {
            lines.append(String(rest.prefix(column)))
            rest = rest.dropFirst(column)
        }
        return lines
    }
}

extension JSONValue {
    /// The text of a member; empty where there is none.
    func text(_ name: String) -> String { self[name]?.stringValue ?? "" }
}
