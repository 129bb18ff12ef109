import Conformance
import Contracts
import JSON
import VerifierEvents

/// A report of a run as TAP version 14, the Test Anything Protocol (testanything.org/tap-version-14-specification.html).
///
/// A case is a test point: `ok`, `not ok` for a failure and for a case that could not be judged, or `ok` with `# SKIP`.
/// A YAML block has the broken rule, the expected and seen values, and the script that reproduces it.
public struct TAPReport: Sendable {
    private let record: RunRecord

    /// Creates a report of a run.
    public init(_ record: RunRecord) {
        self.record = record
    }

    /// The text.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public var text: String {
        var lines = ["TAP version 14", "1..\(record.results.count)"]
        if let description = record.description {
            lines.append("# \(Self.line(description.service)) at \(Self.line(description.endpoint))")
            lines.append("# seed \(description.seed), run \(Self.line(description.runPrefix))")
        }
        for (index, result) in record.results.enumerated() { lines += Self.point(index + 1, result) }
        lines += (record.summary?.notes ?? []).map { "# \(Self.line($0))" }
        lines.append("# \(Self.line(record.sentence)): \(record.counts.words)")
        if record.summary == nil { lines.append("Bail out! The run was cut short.") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Returns the lines of a test point.
    private static func point(_ number: Int, _ result: CaseResult) -> [String] {
        let name = "\(number) - \(description(result.identity.description))"
        var lines: [String]
        switch result.outcome {
        case .passed:
            lines = ["ok \(name)"]
        case .skipped(let reason):
            lines = ["ok \(name) # SKIP \(line(reason))"]
        case .error(let reason):
            lines =
                ["not ok \(name)", "  ---"]
                + YAMLText.mapping(["message": reason, "severity": "error"], indentation: 2)
                + ["  ..."]
        case .failed(let failures):
            lines = ["not ok \(name)", "  ---"]
            for (index, failure) in failures.enumerated() {
                if index == 1 { lines.append("  others:") }
                let mapping = YAMLText.mapping(members(of: failure), indentation: index == 0 ? 2 : 6)
                lines += index == 0 ? mapping : YAMLText.element(mapping, indentation: 4)
            }
            lines.append("  ...")
        }
        lines += result.warnings.map { "# warning: \(line($0.rule.id)): \(line($0.summary))" }
        lines += result.known.map { "# known failure: \(line($0.rule.id)): \(line($0.summary))" }
        return lines
    }

    private static func members(of failure: Failure) -> KeyValuePairs<String, String> {
        func text(_ value: (Deviation) -> String) -> String {
            failure.deviations.map { deviation in
                let place: String
                switch deviation.place {
                case .body(let pointer): place = pointer.description
                case .header(let name): place = name
                case .status: place = "status"
                case .exchange: place = ""
                }
                return (place.isEmpty ? "" : "\(place): ") + value(deviation)
            }.joined(separator: "\n")
        }
        return [
            "message": failure.summary, "severity": "fail", "rule": failure.rule.id,
            "level": failure.rule.level.rawValue, "text": failure.rule.text,
            "expected": text(\.expected.text), "seen": text(\.seen.text), "script": failure.script,
        ]
    }

    /// Returns a description with what would begin a directive escaped, on one line.
    private static func description(_ text: String) -> String {
        line(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
    }

    private static func line(_ text: String) -> String {
        TerminalStyle.printable(text.replacing("\t", with: " "))
    }
}

extension TAPReport: ReportFormat {
    /// The name of the option `--tap`.
    public static let option = "tap"
    /// The help of the option.
    public static let summary = "Writes the results as TAP, the Test Anything Protocol, version 14."
    /// The extension of its files.
    public static let fileExtension = "tap"

    /// Returns the bytes of the file.
    public static func bytes(of record: RunRecord) -> [UInt8] { Array(TAPReport(record).text.utf8) }
}
