import Contracts
import JSON
import Verifier

/// What the page tells of one case.
enum HTMLCase {
    /// So much of a text is shown; a browser has its trouble with lines of megabytes.
    private static let longestText = 200_000

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

    /// What a case took; `nil` for one that only gathers what others saw.
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
        let details = ExpectedAndSeen(failure.details)
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
            "hasRows": !details.rows.isEmpty,
            "hasPlaces": details.rows.contains { !$0.place.isEmpty },
            "rows": details.rows.map {
                ["place": $0.place, "expected": cut($0.expected), "seen": cut($0.seen)]
            },
            "details": details.notes.map(cut),
            "script": script.isEmpty ? false : cut(script) as Any,
            "scenario": failure.scenario.map { cut($0.prettyText()) as Any } ?? false,
        ]
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > longestText else { return text }
        let start = String(decoding: text.utf8.prefix(longestText), as: UTF8.self)
        return start + "\n... (\(text.utf8.count) bytes; the JSON report has them all)"
    }
}
