import VerifierEvents

/// The verdict of a run about the endpoint, as a word for programs and a sentence for people.
enum Verdict: String {
    /// Every rule that was judged holds.
    case held
    /// A rule is broken.
    case broken
    /// No rule was seen broken, but not everything could be judged.
    case unjudged
    /// The run was not completed.
    case incomplete

    /// Creates the verdict of a run; `nil` is a run that was not completed.
    init(_ summary: RunSummary?) {
        switch summary?.exitCode {
        case nil: self = .incomplete
        case 0: self = .held
        case 1: self = .broken
        default: self = .unjudged
        }
    }

    /// The verdict as a sentence without its full stop.
    var sentence: String {
        switch self {
        case .held: "The contract holds"
        case .broken: "The contract is broken"
        case .unjudged: "Not everything could be judged"
        case .incomplete: "The run did not come to its end"
        }
    }
}

extension RunSummary {
    /// The verdict as a sentence without its full stop; with an action that never succeeded, the contract is not said to hold.
    var sentence: String {
        exitCode == 0 && !unproven.isEmpty ? "What was judged holds" : Verdict(self).sentence
    }

    /// The actions that never succeeded, with the reasons; `nil` where there is none.
    var unprovenSentence: String? {
        guard !unproven.isEmpty else { return nil }
        return "never succeeded: " + unproven.map { "\($0.name) (\($0.reason))" }.joined(separator: ", ")
    }
}

extension RunRecord {
    /// The run's verdict with the actions that never succeeded, without a full stop.
    var sentence: String {
        guard let summary else { return Verdict(nil).sentence }
        return summary.sentence + (summary.unprovenSentence.map { " (\($0))" } ?? "")
    }

    /// The counts of the finished cases by outcome, whether the run was completed or not.
    ///
    /// - Complexity: O(*n*) in the number of cases when it did not.
    var counts: RunSummary.Counts {
        if let summary { return summary.total }
        var counts = RunSummary.Counts()
        for result in results { counts.count(result) }
        return counts
    }
}

extension RunSummary.Counts {
    /// The counts in words, without those of zero.
    var words: String {
        var parts = [Figure.count(cases, "case"), "\(passed) passed"]
        if failed > 0 { parts.append("\(failed) failed") }
        if errors > 0 { parts.append("\(errors) not judged") }
        if skipped > 0 { parts.append("\(skipped) skipped") }
        if warnings > 0 { parts.append(Figure.count(warnings, "warning")) }
        if known > 0 { parts.append(Figure.count(known, "known failure")) }
        return parts.joined(separator: ", ")
    }
}
