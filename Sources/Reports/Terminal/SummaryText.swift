import Verifier

/// A run's figures as the last lines of a report for a person.
enum SummaryText {
    /// One line a kind of check, the notes, the total.
    static func text(of summary: RunSummary, style: TerminalStyle) -> String {
        let kinds = CheckKind.allCases.compactMap { kind in summary.byKind[kind].map { (kind.rawValue, $0) } }
        let width = kinds.map(\.0.count).max() ?? 0
        var lines = kinds.map { name, counts in
            let padding = String(repeating: " ", count: width - name.count)
            return "  \(name)\(padding)  \(figures(of: counts))"
        }
        if !lines.isEmpty { lines.append("") }
        lines += summary.notes.map { "note: " + TerminalStyle.printable($0) }
        lines.append(verdict(of: summary, style: style) + ": " + figures(of: summary.total))
        lines.append("\(summary.requests) requests in \(rounded(summary.seconds)) s")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func verdict(of summary: RunSummary, style: TerminalStyle) -> String {
        switch summary.exitCode {
        case 0: style.coloured("The contract holds", .green)
        case 1: style.coloured("The contract is broken", .red)
        default: style.coloured("Not everything could be judged", .red)
        }
    }

    private static func figures(of counts: RunSummary.Counts) -> String {
        var parts = ["\(counts.cases) \(counts.cases == 1 ? "case" : "cases")", "\(counts.passed) passed"]
        if counts.failed > 0 { parts.append("\(counts.failed) failed") }
        if counts.errors > 0 { parts.append("\(counts.errors) not judged") }
        if counts.skipped > 0 { parts.append("\(counts.skipped) skipped") }
        if counts.warnings > 0 {
            parts.append("\(counts.warnings) \(counts.warnings == 1 ? "warning" : "warnings")")
        }
        return parts.joined(separator: ", ")
    }

    private static func rounded(_ seconds: Double) -> String {
        let hundredths = Int((min(max(seconds, 0), 1_000_000) * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100)." + (fraction < 10 ? "0" : "") + "\(fraction)"
    }
}
