import Contracts
import VerifierEvents

/// A failure as text, the same in every plain-text report.
enum FailureText {
    /// The rule, the expected and seen values, the number of attempts, and the script that reproduces it.
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
