import Contracts
public import Verifier

/// A run told to a person as it happens: progress while it works, what broke, the figures last.
///
/// It turns events into text and writes nothing itself, so that a test sees what a terminal would.
public struct TerminalReport: Sendable {
    /// Whether colours and a progress line that is written over are right: only on a terminal.
    public let isTerminal: Bool
    /// Whether warnings are shown one by one, not only counted.
    public var showsWarnings = true

    private var planned = 0
    private var finished = 0
    private var unjudged = UnjudgedCases()

    /// Makes a report for a terminal or for a file.
    public init(isTerminal: Bool) {
        self.isTerminal = isTerminal
    }

    /// The text to write for an event; may be empty.
    public mutating func text(for event: VerifierEvent) -> String {
        switch event {
        case .runStarted(let description):
            planned = description.cases
            return """
                Understudy verifies \(description.service) at \(description.endpoint)
                \(description.cases) cases, seed \(description.seed), run \(description.runPrefix)


                """
        case .caseStarted(let identity):
            return isTerminal ? progress(identity) : ""
        case .caseFinished(let result):
            finished += 1
            let text = text(of: result)
            return text.isEmpty || !isTerminal ? text : TerminalStyle.clearLine + text
        case .runFinished(let summary):
            let rest = unjudged.lines.map { $0 + "\n" }.joined()
            return (isTerminal ? TerminalStyle.clearLine : "") + (rest.isEmpty ? "" : rest + "\n")
                + SummaryText.text(of: summary, style: style)
        }
    }

    private var style: TerminalStyle { TerminalStyle(isTerminal: isTerminal) }

    private func progress(_ identity: CaseIdentity) -> String {
        let text = "[\(finished + 1)/\(planned)] \(TerminalStyle.printable(identity.description))"
        return TerminalStyle.clearLine + String(text.prefix(79))
    }

    private mutating func text(of result: CaseResult) -> String {
        var lines: [String] = []
        switch result.outcome {
        case .passed, .skipped:
            break
        case .failed(let failures):
            for failure in failures {
                lines += Self.block(
                    "FAILED",
                    .red,
                    result.identity,
                    failure.summary,
                    FailureText.lines(of: failure),
                    style
                )
            }
        case .error(let reason):
            if unjudged.note(reason) {
                lines += Self.block("ERROR", .red, result.identity, reason, [], style)
            }
        }
        if showsWarnings {
            for warning in result.warnings {
                let text = FailureText.lines(of: warning)
                lines += Self.block("WARNING", .yellow, result.identity, warning.summary, text, style)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func block(
        _ word: String,
        _ colour: TerminalStyle.Colour,
        _ identity: CaseIdentity,
        _ summary: String,
        _ details: [String],
        _ style: TerminalStyle
    ) -> [String] {
        let head =
            style.coloured(word, colour) + " " + style.bold(TerminalStyle.printable(identity.description))
        let body = [summary] + details
        return [head] + body.map { $0.isEmpty ? "" : "    " + TerminalStyle.printable($0) } + [""]
    }
}
