import Causes
import Contracts
import VerifierEvents

/// A report of a run as Markdown, for the summary page of a CI run (`GITHUB_STEP_SUMMARY`) or a comment.
///
/// It stays well under the 1 MiB limit of such a page: the first failures are reported in full, the rest counted.
public struct MarkdownReport: Sendable {
    /// The maximum length of a script; a script with a body of 7 MB is in the other reports only.
    private static let longestScript = 4_000
    private static let mostFailures = 40
    private static let mostWarnings = 40
    private static let mostKnown = 20
    private static let mostMissing = 100

    private let record: RunRecord

    /// Creates a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The text.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public var text: String {
        var parts = [heading] + causes + [table]
        parts += section("Failed", failures, mostShown: Self.mostFailures, isOpen: true)
        parts += unjudged
        parts += section("Warnings", warnings, mostShown: Self.mostWarnings, isOpen: false)
        parts += section("Known failures", known, mostShown: Self.mostKnown, isOpen: false)
        parts += latencies
        parts += coverage
        return parts.joined(separator: "\n")
    }

    private var heading: String {
        let description = record.description
        let service = description.map { MarkdownText.inline($0.service) } ?? "no service"
        var lines = ["## \(record.sentence): \(service)", ""]
        if let description {
            lines.append("\(MarkdownText.inline(description.endpoint)), seed \(description.seed)")
        }
        if let summary = record.summary {
            let figures = [
                record.counts.words, Figure.count(summary.requests, "request"),
                "\(Figure.text(summary.seconds, decimals: 2)) s",
                "\(Figure.percent(summary.coverage.percent)) of the contract exercised",
            ]
            lines += ["", figures.joined(separator: ", ") + "."]
            lines += summary.notes.map { "\n> " + MarkdownText.inline($0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var causes: [String] {
        let causes = record.analysis.causes
        guard !causes.isEmpty else { return [] }
        var lines = ["### Causes (\(causes.count)), the worst first\n"]
        lines += causes.prefix(Self.mostFailures).enumerated().map { place, cause in
            var text = "\(place + 1). **\(MarkdownText.inline(cause.sentence))**<br>"
            text += "\(MarkdownText.inline(CauseText.facts(of: cause))), `\(cause.identity)`\n"
            guard !cause.script.isEmpty else { return text }
            text += "\n<details><summary>The script that shows it</summary>\n\n"
            return text + MarkdownText.block(Self.cut(cause.script), language: "sh") + "\n</details>\n"
        }
        if causes.count > Self.mostFailures {
            lines.append("And \(causes.count - Self.mostFailures) more; the other reports have them all.\n")
        }
        return lines
    }

    private var table: String {
        var lines = [
            "| | cases | passed | failed | not judged | skipped | warnings | known |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
        ]
        for suite in record.suites {
            var counts = RunSummary.Counts()
            for result in suite.results { counts.count(result) }
            lines.append(Self.row(MarkdownText.inline(suite.name), counts))
        }
        lines.append(Self.row("**all**", record.counts))
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ name: String, _ counts: RunSummary.Counts) -> String {
        let figures = [
            counts.cases, counts.passed, counts.failed, counts.errors, counts.skipped, counts.warnings,
            counts.known,
        ]
        return "| \(name) | " + figures.map(String.init).joined(separator: " | ") + " |"
    }

    private var failures: [(CaseIdentity, Failure)] {
        record.results.flatMap { result -> [(CaseIdentity, Failure)] in
            guard case .failed(let failures) = result.outcome else { return [] }
            return failures.map { (result.identity, $0) }
        }
    }

    private var warnings: [(CaseIdentity, Failure)] {
        record.results.flatMap { result in result.warnings.map { (result.identity, $0) } }
    }

    private var known: [(CaseIdentity, Failure)] {
        record.results.flatMap { result in result.known.map { (result.identity, $0) } }
    }

    private func section(
        _ title: String,
        _ failures: [(CaseIdentity, Failure)],
        mostShown: Int,
        isOpen: Bool
    ) -> [String] {
        guard !failures.isEmpty else { return [] }
        var parts = ["### \(title) (\(failures.count))\n"]
        parts += failures.prefix(mostShown).map { Self.text(of: $0, $1, isOpen: isOpen) }
        if failures.count > mostShown {
            parts.append("And \(failures.count - mostShown) more; the other reports have them all.\n")
        }
        return parts
    }

    private static func text(of identity: CaseIdentity, _ failure: Failure, isOpen: Bool) -> String {
        let title =
            "**\(MarkdownText.inline(identity.description))**<br>\(MarkdownText.inline(failure.summary))"
        var lines: [String] = []
        lines.append(
            "\(failure.rule.level.rawValue.uppercased()) `\(failure.rule.id)`: \(MarkdownText.inline(failure.rule.text))"
        )
        if failure.reproductions.isFlaky {
            lines.append(
                "Flaky: seen in \(failure.reproductions.seen) of \(failure.reproductions.attempts) attempts."
            )
        }
        var text = "\(title)\n\n" + lines.joined(separator: "\n\n") + "\n"
        if !failure.details.isEmpty {
            text += "\n" + MarkdownText.block(cut(failure.details.joined(separator: "\n")))
        }
        if !failure.script.isEmpty {
            text += "\n<details><summary>The script that shows it</summary>\n\n"
            text += MarkdownText.block(cut(failure.script), language: "sh") + "\n</details>\n"
        }
        guard !isOpen else { return text }
        // Markdown is not parsed inside a block of HTML, so nothing may be escaped as in Markdown.
        let summary = HTMLText.escaped(XMLText.token("\(identity): \(failure.summary)"))
        return "<details><summary>\(summary)</summary>\n\n\(text)\n</details>\n"
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longestScript else { return text }
        let start = String(decoding: text.utf8.prefix(longestScript), as: UTF8.self)
        return start + "\n... (\(text.utf8.count) bytes; the other reports have them all)"
    }

    private var unjudged: [String] {
        var counts: [(reason: String, count: Int)] = []
        for result in record.results {
            guard case .error(let reason) = result.outcome else { continue }
            if let place = counts.firstIndex(where: { $0.reason == reason }) {
                counts[place].count += 1
            } else if counts.count < Self.mostWarnings {
                counts.append((reason, 1))
            }
        }
        guard !counts.isEmpty else { return [] }
        let lines = counts.map { "- \(Figure.count($1, "case")): \(MarkdownText.inline($0))" }
        return ["### Not judged (\(record.counts.errors))\n", lines.joined(separator: "\n") + "\n"]
    }

    private var latencies: [String] {
        guard let latencies = record.summary?.latencies.filter({ $0.count > 0 }), !latencies.isEmpty else {
            return []
        }
        var lines = ["| action | answers | p50 | p95 | p99 | max |", "|---|---:|---:|---:|---:|---:|"]
        for latency in latencies {
            let figures = [latency.median, latency.p95, latency.p99, latency.maximum].map(Figure.milliseconds)
            lines.append(
                "| \(MarkdownText.inline(latency.action)) | \(latency.count) | \(figures.joined(separator: " | ")) |"
            )
        }
        return Self.collapsed("Latency", lines.joined(separator: "\n"))
    }

    private var coverage: [String] {
        guard let coverage = record.summary?.coverage, coverage.total > 0 else { return [] }
        var lines = ["| exercised | points | of |", "|---|---:|---:|"]
        for aspect in CoveragePoint.Aspect.allCases {
            let figures = coverage.figures(of: aspect)
            lines.append("| \(aspect.rawValue) | \(figures.reached) | \(figures.total) |")
        }
        let missing = coverage.missing
        if !missing.isEmpty { lines += ["", "Not exercised:", ""] }
        lines += missing.prefix(Self.mostMissing).map { "- " + MarkdownText.inline($0) }
        if missing.count > Self.mostMissing { lines.append("- and \(missing.count - Self.mostMissing) more") }
        return Self.collapsed(
            "Coverage: \(Figure.percent(coverage.percent)), \(coverage.reached) of \(coverage.total) points",
            lines.joined(separator: "\n")
        )
    }

    private static func collapsed(_ title: String, _ text: String) -> [String] {
        ["<details><summary>\(title)</summary>\n\n\(text)\n\n</details>\n"]
    }
}

extension MarkdownReport: ReportFormat {
    /// The name of the option `--markdown`.
    public static let option = "markdown"
    /// The help of the option.
    public static let summary = "Writes a summary in Markdown."
    /// The extension of its files.
    public static let fileExtension = "md"

    /// Returns the bytes of the file.
    public static func bytes(of record: RunRecord) -> [UInt8] {
        Array(MarkdownReport(record).text.utf8)
    }
}
