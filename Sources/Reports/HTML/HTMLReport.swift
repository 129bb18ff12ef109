import Causes
import Contracts
import Foundation
import Mustache
import VerifierEvents

/// A report of a run as one self-contained HTML file: it loads nothing, works from a disk, and its content security
/// policy forbids every load and every script but its own.
///
/// Failures come first. Each action has its cases with expected and seen values side by side, the script that reproduces
/// a failure, its latency and its coverage. Cases are rendered and written one by one, which limits memory for large runs.
public struct HTMLReport: Sendable {
    private static let mostFirst = 10
    /// The number of failing cases that are expanded initially.
    private static let mostOpen = 10
    private static let mostMissing = 500

    private let record: RunRecord
    private let nonce: String

    /// Creates a report of a run.
    ///
    /// - Parameters:
    ///   - record: The run.
    ///   - nonce: The nonce of the page's own style and script (Content Security Policy Level 3, section 2.3.1); random
    ///     by default.
    public init(_ record: RunRecord, nonce: String? = nil) {
        self.record = record
        self.nonce = nonce ?? String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// The file's bytes, in UTF-8.
    ///
    /// - Complexity: O(*n*) in the number of cases and of coverage points.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func write(_ part: PageTemplates.Part, _ values: [String: Any]) {
            bytes += (PageTemplates.library.render(values, withTemplate: part.rawValue) ?? "").utf8
        }
        write(.start, start)
        var place = 0
        var opened = 0
        for (number, suite) in suites.enumerated() {
            let coverage = suite.coverage
            write(.suiteStart, HTMLSuite.start(suite, id: Self.suiteID(number)))
            let notable = suite.results.prefix(while: \.isNotable).count
            for (position, result) in suite.results.enumerated() {
                if position == notable { write(.restStart, HTMLSuite.rest(suite.results[notable...])) }
                let isOpen = result.isBroken && opened < Self.mostOpen
                if isOpen { opened += 1 }
                write(.case_, HTMLCase.values(result, id: Self.caseID(place), isOpen: isOpen))
                place += 1
            }
            if notable < suite.results.count { write(.restEnd, [:]) }
            write(.suiteEnd, ["coverage": coverage.map(HTMLCoverage.values) as Any? ?? false])
        }
        write(.end, end)
        return bytes
    }

    /// Returns the template values of an action.
    struct Suite {
        let name: String
        let results: [CaseResult]
        let latency: ActionLatency?
        let coverage: Coverage.Suite?
    }

    /// The suites; in each, failures come first.
    private var suites: [Suite] {
        let summary = record.summary
        return record.suites.map { name, results in
            Suite(
                name: name,
                results: results.filter(\.isBroken) + results.filter { $0.isNotable && !$0.isBroken }
                    + results.filter { !$0.isNotable },
                latency: summary?.latencies.first { $0.action == name && $0.count > 0 },
                coverage: summary?.coverage.suites.first { $0.name == name && !$0.points.isEmpty }
            )
        }
    }

    private static func suiteID(_ number: Int) -> String { "s\(number)" }

    private static func caseID(_ place: Int) -> String { "c\(place)" }

    private var start: [String: Any] {
        let verdict = Verdict(record.summary)
        let counts = record.counts
        let first = firstFailures
        var figures: [String] = []
        if let description = record.description {
            figures += ["seed \(description.seed)", "run \(description.runPrefix)"]
        }
        if let summary = record.summary {
            figures.append("\(summary.requests) requests in \(Figure.text(summary.seconds, decimals: 2)) s")
        }
        let stats: [(String, Int, String)] = [
            ("failed", counts.failed, "failed"), ("error", counts.errors, "not judged"),
            ("warned", record.results.count { $0.pageClass == "warned" }, "with warnings"),
            ("known", record.results.count { $0.pageClass == "known" }, "known to fail"),
            ("skipped", counts.skipped, "skipped"),
            ("passed", record.results.count { $0.pageClass == "passed" }, "passed"),
        ]
        return [
            "nonce": nonce,
            "style": PageTemplates.style,
            "verdict": record.sentence,
            "verdictClass": verdict.rawValue,
            "service": record.description?.service ?? "no service",
            "endpoint": record.description?.endpoint ?? "no endpoint",
            "start": record.description.map { Self.time($0.start) } ?? "",
            "figures": figures,
            "notes": record.summary?.notes ?? [],
            "stats": stats.filter { $0.1 > 0 }.map { name, count, label in
                ["class": name, "count": "\(count)", "label": label]
            },
            "coverage": coverage.map { ["percent": Figure.percent($0.percent)] as Any } ?? false,
            "hasCauses": !record.analysis.causes.isEmpty,
            "causes": record.analysis.causes.map(HTMLCause.values),
            "hasFirst": !first.isEmpty,
            "firstTitle": record.analysis.causes.isEmpty ? "What failed" : "What could not be judged",
            "first": first.prefix(Self.mostFirst).map { $0 },
            "more": first.count > Self.mostFirst
                ? "and \(Figure.count(first.count - Self.mostFirst, "more case")) below" as Any : false,
        ]
    }

    /// Links to the cases that failed without a cause or could not be judged, in order; only the first of those that could not be judged for the
    /// same reason.
    private var firstFailures: [[String: String]] {
        var reasons: Set<String> = []
        return suites.flatMap(\.results).enumerated().compactMap { place, result in
            let summary: String
            switch result.outcome {
            case .passed, .skipped: return nil
            // The causes say it.
            case .failed where !record.analysis.causes(of: result.identity).isEmpty: return nil
            case .failed(let failures): summary = failures.first?.summary ?? "a rule is broken"
            case .error(let reason):
                guard reasons.insert(reason).inserted else { return nil }
                summary = "not judged: \(reason)"
            }
            return ["id": Self.caseID(place), "summary": summary, "identity": "\(result.identity)"]
        }
    }

    private var coverage: Coverage? {
        record.summary.flatMap { $0.coverage.total > 0 ? $0.coverage : nil }
    }

    private var end: [String: Any] {
        var values: [String: Any] = [
            "nonce": nonce,
            "script": PageTemplates.script,
            "footer": "Written by understudy.",
            "coverage": false,
        ]
        guard let coverage else { return values }
        let places = Dictionary(
            record.suites.enumerated().map { ($1.name, Self.suiteID($0)) },
            uniquingKeysWith: { first, _ in first }
        )
        let missing = coverage.missing
        values["coverage"] = [
            "percent": Figure.percent(coverage.percent),
            "reached": "\(coverage.reached)",
            "total": "\(coverage.total)",
            "aspects": CoveragePoint.Aspect.allCases.map(\.plural),
            "suites": coverage.suites.map { HTMLCoverage.overview($0, id: places[$0.name] ?? "") },
            "hasMissing": !missing.isEmpty,
            "missing": Array(missing.prefix(Self.mostMissing)),
            "more": missing.count > Self.mostMissing
                ? "and \(missing.count - Self.mostMissing) more; the JSON report has them all" as Any : false,
        ]
        return values
    }

    private static func time(_ date: Date) -> String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space, timeZone: .gmt)
        return date.formatted(
            style.year().month().day().dateSeparator(.dash).time(includingFractionalSeconds: false)
        )
            + " UTC"
    }
}

extension CaseResult {
    /// Whether the case failed or could not be judged.
    var isBroken: Bool {
        switch outcome {
        case .failed, .error: true
        case .passed, .skipped: false
        }
    }

    /// Whether the case has details.
    var isNotable: Bool { isBroken || !warnings.isEmpty || !known.isEmpty }

    /// The outcome as the page distinguishes it: a case that passed with warnings differs from one without, and from one with
    /// known failures.
    var pageClass: String {
        if case .passed = outcome, !warnings.isEmpty { return "warned" }
        if case .passed = outcome, !known.isEmpty { return "known" }
        return outcome.word
    }
}

extension HTMLReport: ReportFormat {
    /// The name of the option `--html`.
    public static let option = "html"
    /// The help of the option.
    public static let summary = "Writes the results as one HTML file to open in a browser."
    /// The extension of its files.
    public static let fileExtension = "html"

    /// Returns the bytes of the file.
    public static func bytes(of record: RunRecord) -> [UInt8] {
        HTMLReport(record).bytes
    }
}
