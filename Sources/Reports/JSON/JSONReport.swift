import Causes
import Contracts
import Foundation
import JSON
import VerifierEvents

/// A report of a run as JSON, for other programs: the content of all its events.
///
/// The names and their order are stable; `Contracts/meta/report.schema.json` describes them, and ``version`` increases when
/// one of them changes its meaning. Each case is on a line of its own, so that two reports can be compared by line.
public struct JSONReport: Sendable {
    /// The version of the format.
    public static let version = 1

    private let record: RunRecord

    /// Creates a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The file's bytes, in UTF-8.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public var bytes: [UInt8] {
        var bytes = Array("{\n".utf8)
        for member in head {
            bytes += Array("  \(JSONValue.string(member.name).compactText): ".utf8)
            JSONWriter().append(member.value, to: &bytes)
            bytes += Array(",\n".utf8)
        }
        bytes += Array("  \"cases\": [".utf8)
        for (place, result) in record.results.enumerated() {
            bytes += Array((place == 0 ? "\n    " : ",\n    ").utf8)
            JSONWriter().append(Self.json(result, record.analysis), to: &bytes)
        }
        bytes += Array((record.results.isEmpty ? "]\n}\n" : "\n  ]\n}\n").utf8)
        return bytes
    }

    private var head: JSONObject {
        var head: JSONObject = ["report": "understudy", "version": .number(JSONNumber(Self.version))]
        if let description = record.description {
            head["service"] = .string(description.service)
            head["endpoint"] = .string(description.endpoint)
            // A string: programs that read numbers as binary floating point would lose digits of the seed.
            head["seed"] = .string("\(description.seed)")
            head["run"] = .string(description.runPrefix)
            head["start"] = .string(Self.timestamp(description.start))
        }
        head["verdict"] = .string(Verdict(record.summary).rawValue)
        head["causes"] = .array(record.analysis.causes.enumerated().map { $1.json(number: $0 + 1) })
        head["counts"] = Self.json(record.counts)
        guard let summary = record.summary else { return head }
        head["kinds"] = .object(
            JSONObject(
                CheckKind.allCases.compactMap { kind in
                    summary.byKind[kind].map { JSONMember(name: kind.rawValue, value: Self.json($0)) }
                }
            )
        )
        head["seconds"] = Figure.number(summary.seconds)
        head["notPlayed"] = .number(JSONNumber(summary.notRun))
        head["requests"] = .number(JSONNumber(summary.requests))
        head["notes"] = .array(summary.notes.map(JSONValue.string))
        head["latencies"] = .array(summary.latencies.map(Self.json))
        head["coverage"] = summary.coverage.json
        return head
    }

    private static func json(_ counts: RunSummary.Counts) -> JSONValue {
        [
            "cases": .number(JSONNumber(counts.cases)),
            "passed": .number(JSONNumber(counts.passed)),
            "failed": .number(JSONNumber(counts.failed)),
            "errors": .number(JSONNumber(counts.errors)),
            "skipped": .number(JSONNumber(counts.skipped)),
            "warnings": .number(JSONNumber(counts.warnings)),
            "known": .number(JSONNumber(counts.known)),
        ]
    }

    private static func json(_ latency: ActionLatency) -> JSONValue {
        var object: JSONObject = [
            "action": .string(latency.action),
            "count": .number(JSONNumber(latency.count)),
            "median": Figure.number(latency.median),
            "p95": Figure.number(latency.p95),
            "p99": Figure.number(latency.p99),
            "maximum": Figure.number(latency.maximum),
        ]
        if let median = latency.aloneMedian { object["aloneMedian"] = Figure.number(median) }
        object["buckets"] = .array(
            latency.buckets.map {
                ["milliseconds": Figure.number($0.milliseconds), "count": .number(JSONNumber($0.count))]
            }
        )
        return .object(object)
    }

    private static func json(_ result: CaseResult, _ analysis: CauseAnalysis) -> JSONValue {
        var object: JSONObject = [
            "suite": .string(result.identity.suite),
            "kind": .string(result.identity.kind.rawValue),
            "name": .string(result.identity.name),
            "outcome": .string(result.outcome.word),
            "rules": .array(result.rules.map { .string($0.id) }),
            "seconds": Figure.number(result.seconds),
            "requests": .number(JSONNumber(result.requests)),
        ]
        switch result.outcome {
        case .passed: break
        case .failed(let failures): object["failures"] = .array(failures.map(json))
        case .error(let reason), .skipped(let reason): object["reason"] = .string(reason)
        }
        let causes = analysis.causes(of: result.identity)
        if !causes.isEmpty { object["causes"] = .array(causes.map { .number(JSONNumber($0 + 1)) }) }
        if let cause = analysis.blocker(of: result.identity) {
            object["blockedBy"] = .number(JSONNumber(cause + 1))
        }
        if !result.warnings.isEmpty { object["warnings"] = .array(result.warnings.map(json)) }
        if !result.known.isEmpty { object["known"] = .array(result.known.map(json)) }
        return .object(object)
    }

    private static func json(_ failure: Failure) -> JSONValue {
        var rule: JSONObject = [
            "id": .string(failure.rule.id),
            "level": .string(failure.rule.level.rawValue),
            "text": .string(failure.rule.text),
        ]
        if let section = failure.rule.section { rule["section"] = .string(section) }
        var object: JSONObject = [
            "rule": .object(rule),
            "summary": .string(failure.summary),
            "details": .array(failure.details.map(JSONValue.string)),
            "deviations": .array(failure.deviations.map(\.json)),
            "script": .string(failure.script),
            "seen": .number(JSONNumber(failure.reproductions.seen)),
            "played": .number(JSONNumber(failure.reproductions.attempts)),
        ]
        if let exchange = failure.exchange { object["exchange"] = exchange.json }
        if !failure.actions.isEmpty { object["actions"] = .array(failure.actions.map(JSONValue.string)) }
        if let scenario = failure.scenario { object["scenario"] = scenario }
        return .object(object)
    }

    /// Returns a time in RFC 3339 format, in UTC, to the millisecond.
    private static func timestamp(_ date: Date) -> String {
        date.formatted(
            Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().timeZone(separator: .omitted)
                .time(includingFractionalSeconds: true)
        )
    }
}

extension CaseOutcome {
    /// The name of the outcome, the same in every report.
    var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .error: "error"
        case .skipped: "skipped"
        }
    }
}

extension JSONReport: ReportFormat {
    /// The name of the option `--json`.
    public static let option = "json"
    /// The help of the option.
    public static let summary = "Writes the results as JSON."
    /// The extension of its files.
    public static let fileExtension = "json"

    /// Returns the bytes of the file.
    public static func bytes(of record: RunRecord) -> [UInt8] {
        JSONReport(record).bytes
    }
}
