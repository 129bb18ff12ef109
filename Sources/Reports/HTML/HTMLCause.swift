import Causes
import VerifierEvents

/// The template values of one cause.
enum HTMLCause {
    private static let longestScript = 20_000
    private static let mostCases = 20

    static func values(_ cause: Cause) -> [String: Any] {
        [
            "title": cause.title,
            "example": cause.sentence.hasPrefix(cause.title)
                ? String(cause.sentence.dropFirst(cause.title.count)) : "",
            "facts": CauseText.facts(of: cause),
            "identity": cause.identity,
            "script": cause.script.isEmpty ? false : String(cause.script.prefix(longestScript)) as Any,
            "cases": cause.cases.prefix(mostCases).map(\.description),
            "more": cause.cases.count > mostCases
                ? "and \(cause.cases.count - mostCases) more" as Any : false,
        ]
    }
}
