public import Causes
import Contracts
public import VerifierEvents

/// A live report of a run for a terminal: progress while it runs, failures, the statistics last.
///
/// It converts events to text and writes nothing itself, which makes it testable without a terminal.
public struct TerminalReport: Sendable {
    /// The features of the output.
    public let features: TerminalFeatures
    /// Whether failures are shown one by one, and all causes.
    public var isVerbose = true
    /// Whether warnings are shown individually, not only counted.
    public var showsWarnings = true

    private var planned = 0
    private var finished = 0
    private var unjudged = UnjudgedCases()

    /// Creates a report for an output.
    public init(_ features: TerminalFeatures) {
        self.features = features
    }

    /// Returns the text to write for an event; may be empty.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - analysis: Why cases failed, which is shown at the end of a run.
    /// - Returns: The text.
    public mutating func text(
        for event: VerifierEvent,
        _ analysis: CauseAnalysis = CauseAnalysis()
    ) -> String {
        switch event {
        case .runStarted(let description):
            planned = description.cases
            return """
                Understudy verifies \(description.service) at \(description.endpoint)
                \(description.cases) cases, seed \(description.seed), run \(description.runPrefix)


                """
        case .caseStarted(let identity):
            return features.overwritesLines ? progress(identity) : ""
        case .caseFinished(let result):
            finished += 1
            let text = text(of: result)
            return text.isEmpty ? text : clearLine + text
        case .runFinished(let summary):
            let rest = unjudged.lines.map { $0 + "\n" }.joined()
            return clearLine + (rest.isEmpty ? "" : rest + "\n") + causes(analysis)
                + SummaryText.text(of: summary, style: style)
        }
    }

    private var style: TerminalStyle { TerminalStyle(isColoured: features.showsColours) }

    /// Clears the line of progress, if there is one.
    private var clearLine: String { features.overwritesLines ? style.clearLine : "" }

    private func progress(_ identity: CaseIdentity) -> String {
        let text = "[\(finished + 1)/\(planned)] \(TerminalStyle.printable(identity.description))"
        return clearLine + String(text.prefix(TerminalStyle.lineWidth))
    }

    /// The number of causes that are shown in full on the first two screens, and of those that have a line there.
    private static let mostInFull = 10
    private static let mostTitles = 40

    /// The causes, the worst first: a line each where there are many, then three lines each.
    private func causes(_ analysis: CauseAnalysis) -> String {
        let causes = analysis.causes
        guard !causes.isEmpty else { return "" }
        let shown = isVerbose ? causes.count : Self.mostInFull
        var lines = [style.bold("\(Figure.count(causes.count, "cause")), the worst first:"), ""]
        if causes.count > Self.mostInFull {
            let titles = isVerbose ? causes.count : Self.mostTitles
            lines += causes.prefix(titles).enumerated().map { place, cause in
                style.bold(TerminalStyle.printable(CauseText.title(of: cause, number: place + 1)))
            }
            if causes.count > titles { lines.append("and \(causes.count - titles) more") }
            lines.append("")
        }
        for (place, cause) in causes.prefix(shown).enumerated() {
            let text = CauseText.lines(of: cause, number: place + 1).map(TerminalStyle.printable)
            lines += [style.bold(text.first ?? "")] + text.dropFirst()
        }
        if causes.count > shown {
            lines.append(
                "the other \(causes.count - shown) in full: --verbose, --html FILE, --json FILE"
            )
        }
        return (lines + [""]).map { $0 + "\n" }.joined()
    }

    private mutating func text(of result: CaseResult) -> String {
        var lines: [String] = []
        switch result.outcome {
        case .passed, .skipped:
            break
        case .failed(let failures):
            for failure in failures where isVerbose {
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
        if showsWarnings, isVerbose {
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
