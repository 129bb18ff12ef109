import Faults
import Verifier
import VerifierEvents

extension ScoreBoard {
    /// The board as text: a line for each fault, then the statistics.
    var table: String {
        var lines = [
            Self.row("found", "requests", "seconds", "first seen by", "fault and the other kinds that saw it")
        ]
        for (fault, scores) in zip(faults, scores) { lines.append(line(fault, scores)) }
        lines.append("")
        lines += figures
        return lines.joined(separator: "\n")
    }

    private func line(_ fault: Fault, _ scores: [FaultScore]) -> String {
        let first = scores.compactMap(\.run.first)
        let kinds = CheckKind.allCases.filter { kind in scores.contains { $0.run.kinds.contains(kind) } }
        let earliest = first.first?.identity.kind
        let others = kinds.filter { $0 != earliest }.map(\.rawValue).joined(separator: ", ")
        return Self.row(
            "\(first.count)/\(scores.count)",
            Self.whole(first.map { Double($0.requests) }.median),
            Self.short(first.map(\.seconds).median),
            earliest?.rawValue ?? "nobody",
            others.isEmpty ? fault.description : "\(fault.description) [\(others)]"
        )
    }

    private var figures: [String] {
        var lines: [String] = []
        for (words, isIntermittent) in [("that always show", false), ("that come and go", true)] {
            let scores = scores(isIntermittent: isIntermittent)
            guard !scores.isEmpty else { continue }
            let found = scores.filter(\.isFound)
            let share = Self.short(100 * Double(found.count) / Double(scores.count))
            lines.append("faults \(words): \(found.count) of \(scores.count) runs found one, \(share) %")
            let first = found.compactMap(\.run.first)
            lines.append(
                "  until the first failure, median: \(Self.whole(first.map { Double($0.requests) }.median)) requests, "
                    + "\(Self.short(first.map(\.seconds).median)) s"
            )
            for kind in CheckKind.allCases {
                let seen = found.count { $0.run.kinds.contains(kind) }
                let firsts = first.count { $0.identity.kind == kind }
                let alone = found.count { $0.run.kinds == [kind] }
                if seen > 0 {
                    lines.append("  \(kind.rawValue): saw \(seen), first \(firsts), alone \(alone)")
                }
            }
            for score in scores where !score.isFound {
                lines.append("  SURVIVED under seed \(score.seed): \(score.fault)")
            }
        }
        lines.append("false alarms: \(falseAlarms.count) in \(falseAlarmRuns) runs against the reference")
        lines += falseAlarms.map { "  \($0)" }
        lines.append("\(scores.count) faults, \(seeds.count) seeds, \(Self.short(seconds)) s")
        return lines
    }

    private static func row(
        _ found: String,
        _ requests: String,
        _ seconds: String,
        _ kind: String,
        _ fault: String
    ) -> String {
        [padded(found, 6), padded(requests, 9), padded(seconds, 8), padded(kind, 14), fault].joined(
            separator: " "
        )
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func whole(_ number: Double?) -> String {
        number.map { String(Int($0)) } ?? "-"
    }

    private static func short(_ number: Double?) -> String {
        guard let number else { return "-" }
        let hundredths = Int((number * 100).rounded())
        let rest = String(hundredths % 100)
        return "\(hundredths / 100).\(rest.count < 2 ? "0" : "")\(rest)"
    }
}
