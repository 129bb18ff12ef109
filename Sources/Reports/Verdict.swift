import Verifier

/// What a run says of the endpoint, in a word for machines and a sentence for people.
enum Verdict: String {
    /// Every rule that was judged holds.
    case held
    /// A rule is broken.
    case broken
    /// No rule was seen broken, but not everything could be judged.
    case unjudged
    /// The run did not come to its end.
    case incomplete

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

extension RunRecord {
    /// How the cases that ended did so, whether the run came to its end or not.
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
    /// The counts in words; what there is none of is left out.
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
