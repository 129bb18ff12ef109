import Causes
import Contracts
import VerifierEvents

/// A cause as text, the same in every plain-text report.
enum CauseText {
    private static let longestLine = 240
    private static let longestTitle = 120
    private static let mostRules = 4

    /// One line of a list of causes: what is wrong, in a few words.
    static func title(of cause: Cause, number: Int) -> String {
        cut("\(number). \(cause.title) (\(Figure.count(cause.cases.count, "case")))", to: longestTitle)
    }

    /// The three lines of a cause: what is wrong, what it breaks, and the request that shows it.
    static func lines(of cause: Cause, number: Int) -> [String] {
        [
            cut("\(number). \(cause.sentence)"),
            cut("   \(facts(of: cause)) [\(cause.identity)]"),
            cut("   \(command(of: cause))"),
        ]
    }

    /// The rules, the number of cases, and the severity, on one line.
    static func facts(of cause: Cause) -> String {
        let level = cause.rules.first?.level.rawValue.uppercased() ?? "MUST"
        let ids = cause.rules.map(\.id)
        let rest = ids.count > mostRules ? " and \(ids.count - mostRules) more" : ""
        return "\(level) \(ids.prefix(mostRules).joined(separator: ", "))\(rest); "
            + "\(Figure.count(cause.cases.count, "case")); \(cause.severity.words)"
    }

    /// The last command of the script, which shows the cause; the first case where there is no script.
    private static func command(of cause: Cause) -> String {
        let command = cause.script.split(separator: "\n").last { $0.contains("curl ") }
        return command.map(String.init) ?? cause.cases.first.map { "see \($0)" } ?? ""
    }

    private static func cut(_ text: String, to longest: Int = longestLine) -> String {
        let line = XMLText.token(text)
        let start = text.prefix { $0 == " " }
        let whole = start + line
        return whole.count > longest ? "\(whole.prefix(longest - 3))..." : String(whole)
    }
}
