import Causes
import Contracts
import Faults
import VerifierEvents

/// How well the causes of runs against several faults at once name the faults.
///
/// What names a fault is known from the run against it alone: a cause of its action or, where none is, the causes of that run.
struct TogetherScore: Sendable {
    /// A set of faults with the causes of the run against it.
    struct Outcome: Sendable {
        /// The faults that change an answer beside the others.
        let faults: [Fault]
        /// The faults that do not.
        let hidden: [Fault]
        let causes: [Cause]
        /// The faults that no cause names.
        let unnamed: [Fault]
        /// The faults that only parts of a cause name which is called something else, each with that.
        let parts: [(fault: Fault, cause: Cause)]
        /// How many faults the first ten causes name.
        let first: Int
        /// The causes that none of the faults explains.
        let unexplained: [Cause]
        /// The failing cases without a cause.
        let orphans: Int
        let requests: Int
        /// What the cases of an unnamed fault, seen alone, are explained by here; a line each.
        let details: [String: [String]]
    }

    let size: Int
    let outcomes: [Outcome]

    /// Runs sets of faults, drawn by a seed.
    init(
        size: Int,
        sets: [[Fault]],
        seed: UInt64,
        jobs: Int,
        alone: [String: [Cause]],
        recordings: Recordings
    ) async {
        self.size = size
        outcomes = await sets.run(jobs: jobs, "sets of \(size) faults") { faults in
            let run = await recordings.run(faults, seed: seed)
            return Self.outcome(of: faults, run, alone, recordings.runner.contract)
        }
    }

    private static func outcome(
        of faults: [Fault],
        _ run: RecordedRun,
        _ alone: [String: [Cause]],
        _ contract: Contract
    ) -> Outcome {
        let analysis = CauseAnalysis(run.results, contract)
        func names(_ cause: Cause, _ fault: Fault) -> Bool {
            (alone[fault.description] ?? []).contains { cause.isLike($0) }
        }
        func isPart(_ fault: Fault) -> Bool {
            let alone = alone[fault.description] ?? []
            return !analysis.causes.contains { cause in
                alone.contains { cause.isItself(like: $0) || cause.isSide(of: $0, in: fault.suite) }
            }
        }
        let failing = run.results.filter { if case .failed = $0.outcome { true } else { false } }
        let hidden = faults.filter { run.visible?.contains($0.description) == false }
        let seen = faults.filter { run.visible?.contains($0.description) != false }
        return Outcome(
            faults: seen,
            hidden: hidden,
            causes: analysis.causes,
            unnamed: seen.filter { fault in !analysis.causes.contains { names($0, fault) } },
            parts: seen.filter(isPart).compactMap { fault in
                analysis.causes.first { names($0, fault) }.map { (fault, $0) }
            },
            first: seen.count { fault in analysis.causes.prefix(10).contains { names($0, fault) } },
            unexplained: analysis.causes.filter { cause in
                !faults.contains { fault in
                    names(cause, fault) || (alone[fault.description] ?? []).contains(where: cause.isSeen)
                }
            },
            orphans: failing.count { analysis.causes(of: $0.identity).isEmpty },
            requests: run.requests,
            details: details(faults, run, alone, analysis)
        )
    }

    private static func details(
        _ faults: [Fault],
        _ run: RecordedRun,
        _ alone: [String: [Cause]],
        _ analysis: CauseAnalysis
    ) -> [String: [String]] {
        var details: [String: [String]] = [:]
        for fault in faults {
            var lines: [String] = []
            for cause in alone[fault.description] ?? [] {
                lines.append("    alone: \(cause.identity)")
                for identity in cause.cases.prefix(12) {
                    let result = run.results.first { $0.identity == identity }
                    var word = "not run"
                    if let result {
                        switch result.outcome {
                        case .passed: word = "passed"
                        case .failed: word = "failed"
                        case .skipped(let reason): word = "skipped " + reason
                        case .error(let reason): word = "error " + reason
                        }
                    }
                    let found = analysis.causes(of: identity).map { analysis.causes[$0].identity }
                    lines.append("      \(identity): \(word.prefix(80)) \(found.joined(separator: ", "))")
                }
            }
            details[fault.description] = lines
        }
        return details
    }

    /// The share of faults that a cause names.
    var namedShare: Double {
        let all = outcomes.reduce(0) { $0 + $1.faults.count }
        return all == 0 ? 1 : 1 - Double(outcomes.reduce(0) { $0 + $1.unnamed.count }) / Double(all)
    }

    /// The share of faults that a cause names which was not taken for a part of another one.
    var ownShare: Double {
        let all = outcomes.reduce(0) { $0 + $1.faults.count }
        let others = outcomes.reduce(0) { $0 + $1.unnamed.count + $1.parts.count }
        return all == 0 ? 1 : 1 - Double(others) / Double(all)
    }

    /// The share of causes that no fault explains.
    var unexplainedShare: Double {
        let all = outcomes.reduce(0) { $0 + $1.causes.count }
        return all == 0 ? 0 : Double(outcomes.reduce(0) { $0 + $1.unexplained.count }) / Double(all)
    }

    /// The figures, a line each.
    var lines: [String] {
        let orphans = outcomes.reduce(0) { $0 + $1.orphans }
        let requests = outcomes.map { Double($0.requests) }.median ?? 0
        let hidden = outcomes.reduce(0) { $0 + $1.hidden.count }
        let first = outcomes.map { Double($0.first) }.median ?? 0
        var lines = [
            "\(size) together, \(outcomes.count) sets: \(percent(namedShare)) of the faults named, \(percent(ownShare)) by a cause that is no part "
                + "of another one, \(hidden) hidden by others, "
                + "\(percent(unexplainedShare)) of the causes unexplained, \(orphans) failing cases without a cause, "
                + "\(Int(requests)) requests (median), \(first) faults named by the first ten causes (median)"
        ]
        for outcome in outcomes {
            for fault in outcome.unnamed {
                lines.append("  not named: \(fault)")
                lines += outcome.details[fault.description] ?? []
            }
            for part in outcome.parts {
                let sides = part.cause.sides.map(\.description).joined(separator: " ")
                lines.append("  part of \(part.cause.identity): \(part.fault); sides: \(sides)")
            }
            lines += outcome.hidden.map { "  hidden: \($0)" }
            lines += outcome.unexplained.map { "  unexplained: \($0.outline.drop { $0 == " " })" }
        }
        return lines
    }

    /// The faults and the causes of each set.
    var texts: [String] {
        outcomes.flatMap { outcome in
            ["", "\(outcome.requests) requests; faults:"]
                + outcome.faults.map { "  \($0)" } + ["causes:"] + outcome.causes.map(\.outline)
        }
    }
}

extension Cause {
    /// Whether both, or what they were taken for as well, name the same thing to change.
    func isLike(_ other: Cause) -> Bool {
        isItself(like: other) || !Set([key] + sides).isDisjoint(with: [other.key] + other.sides)
    }

    /// Whether another cause shows the same in all of its cases, be it blamed on another action.
    fileprivate func isSeen(in other: Cause) -> Bool {
        Set(cases).isSubset(of: other.cases)
            && (key.kind == other.key.kind || !Set(members).isDisjoint(with: other.members))
    }

    /// Whether an action has it, and another cause has it as a part, which was not merged here.
    fileprivate func isSide(of other: Cause, in action: String) -> Bool {
        key.action == action && other.sides.contains(key)
    }

    /// Whether both name the same thing to change: the same kind and subject, in an action of both.
    fileprivate func isItself(like other: Cause) -> Bool {
        // Another fault may have changed the text.
        if key.kind == .exception, other.key.kind == .exception, !Set(actions).isDisjoint(with: other.actions)
        {
            return true
        }
        if key == other.key { return true }
        return key.kind == other.key.kind && !Set(actions).isDisjoint(with: other.actions)
            && (key.subject == other.key.subject || !Set(members).isDisjoint(with: other.members))
    }
}

/// Returns a share in percent.
func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
