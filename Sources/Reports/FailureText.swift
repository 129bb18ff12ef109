import Contracts
import Verifier

/// A failure in words, the same in every report that is plain text.
enum FailureText {
    /// The rule, what was expected and seen, how often, and the script that shows it.
    static func lines(of failure: Failure) -> [String] {
        var lines = ["\(failure.rule.level.rawValue.uppercased()) \(failure.rule.id): \(failure.rule.text)"]
        lines += failure.details
        if failure.reproductions.isFlaky {
            lines.append(
                "flaky: seen in \(failure.reproductions.seen) of \(failure.reproductions.attempts) attempts"
            )
        }
        if !failure.script.isEmpty {
            lines += ["", "to see it:", ""]
            let script = failure.script.hasSuffix("\n") ? failure.script.dropLast() : failure.script[...]
            lines += script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        return lines
    }
}
