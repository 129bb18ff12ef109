import Contracts
import JSON

/// Explanations of the causes and cases of a JSON report.
struct ReportExplanation {
    private let report: JSONValue
    private let path: String

    /// Reads a report.
    ///
    /// - Throws: ``CommandLineError`` when the file cannot be read, or is no report.
    init(_ path: String) throws(CommandLineError) {
        let file = try PlacedJSON(
            try InputFile.bytes(of: path, "the report, which 'verify --json' writes"),
            path: path
        )
        report = file.value
        self.path = path
        guard report["report"] == "understudy", report["cases"]?.arrayValue != nil else {
            throw CommandLineError("\(path): is no report of a run; write one with 'verify --json \(path)'")
        }
    }

    private var causes: [JSONValue] { report["causes"]?.arrayValue ?? [] }

    private var cases: [JSONValue] { report["cases"]?.arrayValue ?? [] }

    /// All causes, two lines each, the worst first.
    var causeList: String {
        guard !causes.isEmpty else { return "\(path) has no causes: no case failed" }
        return causes.map { cause in
            let count = cause["cases"]?.arrayValue?.count ?? 0
            return """
                \(cause["number"]?.intValue ?? 0). \(cause.text("sentence"))
                   \(count) \(count == 1 ? "case" : "cases"); \(cause.text("severity")) [\(cause.text("identity"))]
                """
        }.joined(separator: "\n")
    }

    /// Returns the explanation of a cause, by its number or identity, or of a case, by suite, kind and name.
    ///
    /// - Throws: ``CommandLineError`` when the report has neither.
    /// - Complexity: O(*n*) in the number of cases, and O(*n* · *m*²) for a name of *m* characters that is unknown.
    func text(of name: String) throws(CommandLineError) -> String {
        let number = Int(name)
        if let cause = causes.first(where: {
            $0.text("identity") == name || number != nil && $0["number"]?.intValue == number
        }) {
            return lines(ofCause: cause).joined(separator: "\n")
        }
        if let found = cases.first(where: { $0.caseName == name }) {
            return lines(ofCase: found).joined(separator: "\n")
        }
        let names = causes.map { $0.text("identity") } + cases.map(\.caseName)
        let remedy = NearestName.remedy(for: name, among: names, what: "cause or case in it")
        throw CommandLineError("\(path): there is no cause and no case '\(name)'; \(remedy)")
    }

    private func lines(ofCause cause: JSONValue) -> [String] {
        let names = (cause["cases"]?.arrayValue ?? []).compactMap(\.stringValue)
        let explained = Set(names)
        var lines = [
            "Cause \(cause["number"]?.intValue ?? 0): \(cause.text("sentence"))",
            "identity: \(cause.text("identity"))", "severity: \(cause.text("severity"))",
            "", "It breaks:",
        ]
        lines += (cause["rules"]?.arrayValue ?? []).map {
            "  \($0.text("level").uppercased()) \($0.text("id"))"
        }
        lines += ["", "It explains \(names.count) \(names.count == 1 ? "case" : "cases"):"]
        lines += names.map { "  \($0)" }
        let shown = cases.filter { explained.contains($0.caseName) && !$0.failures.isEmpty }
            .min { $0.scriptLength < $1.scriptLength }
        guard let shown else { return lines }
        return lines + ["", "The shortest of them:", ""] + self.lines(ofCase: shown)
    }

    private func lines(ofCase found: JSONValue) -> [String] {
        var lines = ["\(found.caseName): \(found.text("outcome"))"]
        if let reason = found["reason"]?.stringValue { lines.append("  \(reason)") }
        for number in (found["causes"]?.arrayValue ?? []).compactMap(\.intValue) {
            let cause = causes.first { $0["number"]?.intValue == number }
            lines.append("  cause \(number): \(cause?.text("sentence") ?? "")")
        }
        for failure in found.failures { lines += [""] + FailureExplanation(failure).lines }
        return lines
    }
}

extension JSONValue {
    /// The name of a case: suite, kind and name, as a cause lists it.
    fileprivate var caseName: String { "\(text("suite")) \(text("kind")): \(text("name"))" }

    /// The failures of a case, its warnings, and those that a baseline accepts.
    fileprivate var failures: [JSONValue] {
        ["failures", "warnings", "known"].flatMap { self[$0]?.arrayValue ?? [] }
    }

    /// The length of the shortest script of a case.
    fileprivate var scriptLength: Int {
        failures.map { $0.text("script").utf8.count }.filter { $0 > 0 }.min() ?? .max
    }
}
