import VerifierEvents

/// The statistics of a run as text, for the end of a report.
enum SummaryText {
    /// The lines: one for each kind of check, the notes, the total.
    static func text(of summary: RunSummary, style: TerminalStyle) -> String {
        let kinds = CheckKind.allCases.compactMap { kind in summary.byKind[kind].map { (kind.rawValue, $0) } }
        let width = kinds.map(\.0.count).max() ?? 0
        var lines = kinds.map { name, counts in
            let padding = String(repeating: " ", count: width - name.count)
            return "  \(name)\(padding)  \(counts.words)"
        }
        if !lines.isEmpty { lines.append("") }
        let latencies = latencyLines(summary.latencies)
        if !latencies.isEmpty { lines += latencies + [""] }
        lines += summary.notes.map { "note: " + TerminalStyle.printable($0) }
        lines.append(verdict(of: summary, style: style) + ": " + summary.total.words)
        lines += coverageLines(summary.coverage)
        lines.append("\(summary.requests) requests in \(rounded(summary.seconds)) s")
        if let unproven = summary.unprovenSentence { lines.append(TerminalStyle.printable(unproven)) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A table of the round-trip times.
    private static func latencyLines(_ latencies: [ActionLatency]) -> [String] {
        let rows = latencies.filter { $0.count > 0 }.map { latency in
            [TerminalStyle.printable(latency.action), "\(latency.count)"]
                + [latency.median, latency.p95, latency.p99, latency.maximum].map(Figure.milliseconds)
        }
        guard !rows.isEmpty else { return [] }
        let table = [["latency", "answers", "p50", "p95", "p99", "max"]] + rows
        let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
        return table.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + padding : padding + cell.0
            }
            return "  " + cells.joined(separator: "  ")
        }
    }

    /// The maximum number of points without a hit to list; further ones are counted.
    private static let mostMissing = 5

    private static func coverageLines(_ coverage: Coverage) -> [String] {
        guard coverage.total > 0 else { return [] }
        let missing = coverage.missing
        let named = missing.count <= mostMissing ? missing.map { "  " + TerminalStyle.printable($0) } : []
        return [
            "\(Figure.percent(coverage.percent)) of the contract exercised"
                + " (\(coverage.reached) of \(coverage.total) points)"
        ] + named
    }

    private static func verdict(of summary: RunSummary, style: TerminalStyle) -> String {
        switch summary.exitCode {
        case 0: style.coloured(summary.sentence, .green)
        default: style.coloured(summary.sentence, .red)
        }
    }

    private static func rounded(_ seconds: Double) -> String {
        let hundredths = Int((min(max(seconds, 0), 1_000_000) * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100)." + (fraction < 10 ? "0" : "") + "\(fraction)"
    }
}
