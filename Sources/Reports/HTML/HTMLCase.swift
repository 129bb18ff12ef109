import Conformance
import Contracts
import JSON
import VerifierEvents

/// The template values of one case.
enum HTMLCase {
    /// The maximum length of a text; browsers have trouble with lines of megabytes.
    private static let longestText = 200_000
    private static let mostRows = 25

    static func values(_ result: CaseResult, id: String, isOpen: Bool) -> [String: Any] {
        var failures: [[String: Any]] = []
        var reason: Any = false
        switch result.outcome {
        case .passed: break
        case .failed(let broken): failures = broken.map { values($0, class: "failed") }
        case .error(let text), .skipped(let text): reason = text
        }
        failures += result.warnings.map { values($0, class: "warned") }
        failures += result.known.map { values($0, class: "known") }
        return [
            "id": id,
            "class": result.pageClass,
            "isOpen": isOpen,
            "word": word(result),
            "kind": result.identity.kind.rawValue,
            "name": result.identity.name,
            "cost": cost(result) as Any? ?? false,
            "reason": reason,
            "failures": failures,
            "rules": result.rules.map(\.id),
        ]
    }

    /// The duration and requests of a case; `nil` for one that collects the findings on other cases' responses.
    private static func cost(_ result: CaseResult) -> String? {
        guard result.requests > 0 else { return nil }
        return "\(Figure.count(result.requests, "request")), \(Figure.milliseconds(result.seconds * 1000))"
    }

    private static func word(_ result: CaseResult) -> String {
        switch result.pageClass {
        case "error": "not judged"
        case "warned": "warning"
        case let word: word
        }
    }

    private static func values(_ failure: Failure, class name: String) -> [String: Any] {
        let shown = failure.deviations.prefix(mostRows)
        let rest = failure.deviations.count - shown.count
        let script = failure.script
        return [
            "class": name,
            "summary": failure.summary,
            "level": failure.rule.level.rawValue.uppercased(),
            "rule": failure.rule.id,
            "text": failure.rule.text,
            "section": failure.rule.section as Any? ?? false,
            "flaky": failure.reproductions.isFlaky
                ? "Flaky: seen in \(failure.reproductions.seen) of \(failure.reproductions.attempts) attempts."
                    as Any : false,
            "hasRows": !shown.isEmpty,
            "hasPlaces": shown.contains { !place(of: $0).isEmpty },
            "rows": shown.map {
                ["place": place(of: $0), "expected": cut($0.expected.text), "seen": cut($0.seen.text)]
            },
            "details": rest > 0 ? ["and \(rest) more; the JSON report has them"] : [],
            "script": script.isEmpty ? false : cut(script) as Any,
            "scenario": failure.scenario.map { cut($0.prettyText()) as Any } ?? false,
        ]
    }

    /// The place of a deviation in the table; empty for the response as a whole.
    private static func place(of deviation: Deviation) -> String {
        switch deviation.place {
        case .body(let pointer): pointer.description
        case .header(let name): name
        case .status: "status"
        case .exchange: ""
        }
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longestText else { return text }
        let start = String(decoding: text.utf8.prefix(longestText), as: UTF8.self)
        return start + "\n... (\(text.utf8.count) bytes; the JSON report has them all)"
    }
}
