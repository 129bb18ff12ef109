import Causes
import Contracts
import Foundation
import VerifierEvents

/// A report of a run as JUnit XML, which CI systems read.
///
/// Suites are the contract's actions, cases the verifier's. The file is valid for both the Jenkins xUnit
/// plugin's `junit-10.xsd` and Windy Road's Ant schema allow: `testsuites` without attributes, every suite with
/// `properties`, `system-out` and `system-err`, at most one of `failure`, `error` and `skipped` per case.
public struct JUnitReport: Sendable {
    /// The host name of the machine that ran the verifier, for the attribute `hostname`.
    public var hostName: String

    /// Creates a writer of JUnit files, for this machine unless another one is given.
    public init(hostName: String? = nil) {
        self.hostName = hostName ?? ProcessInfo.processInfo.hostName
    }

    /// The file's bytes.
    ///
    /// - Throws: ``ReportError/outOfMemory`` when libxml2 cannot allocate.
    /// - Complexity: O(*n*) in the number of cases.
    public func document(of record: RunRecord) throws(ReportError) -> [UInt8] {
        let writer = try XMLWriter()
        let service = record.description?.service ?? "unknown"
        writer.element("testsuites") {
            for (index, suite) in record.suites.enumerated() {
                write(suite.name, suite.results, index: index, service: service, record: record, to: writer)
            }
        }
        return writer.finish()
    }

    private func write(
        _ suite: String,
        _ results: [CaseResult],
        index: Int,
        service: String,
        record: RunRecord,
        to writer: XMLWriter
    ) {
        var counts = RunSummary.Counts()
        for result in results { counts.count(result) }
        let start = record.description?.start ?? Date(timeIntervalSince1970: 0)
        writer.element(
            "testsuite",
            [
                "name": XMLText.token(suite),
                "package": XMLText.token(service),
                "id": "\(index)",
                "hostname": hostName.isEmpty ? "localhost" : XMLText.token(hostName),
                "timestamp": Self.timestamp(start),
                "tests": "\(counts.cases)",
                "failures": "\(counts.failed)",
                "errors": "\(counts.errors)",
                "skipped": "\(counts.skipped)",
                "time": Self.seconds(results.reduce(0) { $0 + $1.seconds }),
            ]
        ) {
            writer.element("properties") {
                for (name, value) in properties(of: record) {
                    writer.element("property", ["name": name, "value": value])
                }
                for (name, value) in Self.figures(of: suite, in: record.summary) {
                    writer.element("property", ["name": name, "value": value])
                }
            }
            var names: Set<String> = []
            for result in results {
                write(
                    result,
                    named: Self.unique(result.identity, &names),
                    service: service,
                    record.analysis,
                    to: writer
                )
            }
            writer.element("system-out") { writer.text(Self.warnings(of: results)) }
            writer.element("system-err") {
                writer.text(record.summary?.notes.joined(separator: "\n") ?? "The run was cut short.")
            }
        }
    }

    /// Returns the latency of an action in milliseconds, and the coverage of its contract.
    private static func figures(of suite: String, in summary: RunSummary?) -> [(String, String)] {
        var figures: [(String, String)] = []
        if let latency = summary?.latencies.first(where: { $0.action == suite && $0.count > 0 }) {
            let values = [
                ("p50", latency.median), ("p95", latency.p95), ("p99", latency.p99), ("max", latency.maximum),
            ]
            figures += values.map { ("latency.\($0.0).ms", Figure.text($0.1)) }
        }
        if let coverage = summary?.coverage.suites.first(where: { $0.name == suite && !$0.points.isEmpty }) {
            figures.append(("coverage.percent", Figure.text(coverage.percent, decimals: 1)))
        }
        return figures
    }

    private func properties(of record: RunRecord) -> KeyValuePairs<String, String> {
        guard let description = record.description else { return [:] }
        return [
            "endpoint": description.endpoint,
            "seed": "\(description.seed)",
            "run": description.runPrefix,
        ]
    }

    private func write(
        _ result: CaseResult,
        named name: String,
        service: String,
        _ analysis: CauseAnalysis,
        to writer: XMLWriter
    ) {
        writer.element(
            "testcase",
            [
                "name": name,
                "classname": XMLText.token("\(service).\(result.identity.suite)"),
                "time": Self.seconds(result.seconds),
            ]
        ) {
            switch result.outcome {
            case .passed:
                break
            case .failed(let failures):
                let cause = analysis.causes(of: result.identity).first
                let message = Self.message(of: failures, cause.map { ($0 + 1, analysis.causes[$0]) })
                writer.element("failure", ["message": message, "type": failures.first?.rule.id ?? "unknown"])
                {
                    let texts = failures.map { FailureText.lines(of: $0).joined(separator: "\n") }
                    writer.text("\n" + texts.joined(separator: "\n\n") + "\n")
                }
            case .error(let reason):
                writer.element("error", ["message": XMLText.token(reason), "type": "could-not-judge"])
            case .skipped(let reason):
                writer.element("skipped", ["message": XMLText.token(reason)])
            }
        }
    }

    private static func message(of failures: [Failure], _ cause: (number: Int, cause: Cause)?) -> String {
        guard let first = failures.first else { return "a rule is broken" }
        let rest = failures.count > 1 ? " (and \(failures.count - 1) more)" : ""
        let start = cause.map { "cause \($0.number) (\($0.cause.identity)): " } ?? ""
        return XMLText.token("\(start)\(first.rule.id): \(first.summary)\(rest)")
    }

    private static func warnings(of results: [CaseResult]) -> String {
        let texts = results.flatMap { result in
            let failures =
                result.warnings.map { ("warning", $0) } + result.known.map { ("known failure", $0) }
            return failures.map { word, failure in
                let lines = FailureText.lines(of: failure).joined(separator: "\n")
                let name = "\(result.identity.kind.rawValue): \(result.identity.name)"
                return "\(word): \(name): \(failure.summary)\n\(lines)\n"
            }
        }
        return texts.joined(separator: "\n")
    }

    /// Returns the case's name in the file: readers drop a second case of the same name, so equal ones are numbered.
    private static func unique(_ identity: CaseIdentity, _ names: inout Set<String>) -> String {
        let name = XMLText.token("\(identity.kind.rawValue): \(identity.name)")
        var candidate = name
        var number = 2
        while !names.insert(candidate).inserted {
            candidate = "\(name) #\(number)"
            number += 1
        }
        return candidate
    }

    /// Returns seconds with three decimals, the most that `junit-10.xsd` accepts, independent of the locale.
    private static func seconds(_ seconds: Double) -> String {
        let milliseconds = Int((min(max(seconds, 0), 1_000_000) * 1_000).rounded())
        let fraction = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }

    /// Returns a time in UTC without a zone, as Windy Road's schema requires.
    private static func timestamp(_ date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().time(
                includingFractionalSeconds: false
            )
        )
    }
}

extension JUnitReport: ReportFormat {
    /// The name of the option `--junit`.
    public static let option = "junit"
    /// The help of the option.
    public static let summary = "Writes the results as JUnit XML."
    /// The extension of its files.
    public static let fileExtension = "xml"

    /// Returns the bytes of the file.
    ///
    /// - Throws: ``ReportError/outOfMemory`` when libxml2 cannot allocate.
    public static func bytes(of record: RunRecord) throws(ReportError) -> [UInt8] {
        try JUnitReport().document(of: record)
    }
}
