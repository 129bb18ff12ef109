import Causes
import Contracts
import VerifierEvents

/// The attempts of one case, with the number of attempts that saw each finding.
struct CaseHistory: Sendable {
    /// An executed attempt.
    struct Execution: Sendable {
        /// The attempt.
        let attempt: Attempt
        /// The reason why it ended early; `nil` when it did not.
        let end: AttemptEnd?
        /// Its findings that are news, each rule once.
        let findings: [Finding]
        /// Its findings that known causes explain, each rule once for the same causes.
        let explained: [Finding]
        /// The requests whose responses showed findings of the checks on every response.
        private let places: [Finding.Key: Set<Int>]

        init(_ attempt: Attempt, _ end: AttemptEnd?) {
            self.attempt = attempt
            self.end = end
            var keys: Set<Finding.Key> = []
            var places: [Finding.Key: Set<Int>] = [:]
            let all = attempt.findings
            for finding in all where finding.collectedBy != nil {
                if let number = finding.exchange { places[finding.key, default: []].insert(number) }
            }
            findings = all.filter { !$0.isKnown && keys.insert($0.key).inserted }
            var explanations: Set<Explanation> = []
            explained = all.filter { finding in
                let explanation = Explanation(key: finding.key, causes: finding.explainedBy ?? [])
                return finding.isKnown && explanations.insert(explanation).inserted
            }
            self.places = places
        }

        /// Returns whether it saw a finding, at a request of that number if the finding is one of the checks on every response.
        func sees(_ key: Finding.Key, at number: Int?) -> Bool {
            guard let number, key.collectedBy != nil else {
                // What was news in one attempt may be explained in the next.
                return findings.contains { $0.key == key } || explained.contains { $0.key == key }
            }
            return places[key]?.contains(number) ?? false
        }

        /// Returns the requests at which it saw a finding; none for other findings than those of the checks on every response.
        func numbers(of key: Finding.Key) -> Set<Int> { places[key] ?? [] }

        /// Whether the absence of a finding means that it did not occur, which is unknown after an early end.
        var isComplete: Bool {
            switch end {
            case nil, .broken: true
            case .skipped, .blocked, .crowded, .error: false
            }
        }

        /// Whether it saw a MUST of the case broken.
        var breaksMust: Bool { findings.contains { $0.collectedBy == nil && $0.rule.level == .must } }

        private struct Explanation: Hashable {
            let key: Finding.Key
            let causes: Set<CauseKey>
        }
    }

    /// A finding, the first attempt that saw it, and the numbers of attempts with and without it.
    struct CountedFinding: Sendable {
        /// The finding.
        let finding: Finding
        /// The first attempt that saw it.
        let attempt: Attempt
        /// The number of attempts that saw it.
        let seen: Int
        /// The number of attempts that could have seen it and did not.
        let missed: Int

        /// Whether it is certain what to report: with a single relevant attempt it is not.
        var isConfirmed: Bool { finding.isCertain || seen + missed > 1 }

        /// The number of attempts with it.
        var reproductions: Reproductions { Reproductions(seen: seen, attempts: seen + missed) }
    }

    /// The attempts, in order.
    var attempts: [Execution] = []

    /// The findings in the order in which they were first seen.
    ///
    /// - Complexity: O(*n* · *p*) for *n* findings and *p* attempts.
    var countedFindings: [CountedFinding] {
        var keys: Set<Finding.Key> = []
        return attempts.flatMap { execution in
            execution.findings.filter { keys.insert($0.key).inserted }.map { finding in
                // In an attempt of many requests different requests may show it by chance: a steady finding is shown by the same
                // request.
                let number = execution.numbers(of: finding.key).max { first, second in
                    let (left, right) = (count(finding.key, at: first), count(finding.key, at: second))
                    return (left, second) < (right, first)
                }
                let missed = attempts.count { $0.isComplete && !$0.sees(finding.key, at: number) }
                return CountedFinding(
                    finding: finding,
                    attempt: execution.attempt,
                    seen: count(finding.key, at: number),
                    missed: missed
                )
            }
        }
    }

    /// The findings that known causes explain and that are news in no attempt, each with the first attempt that saw it.
    var explainedFindings: [(finding: Finding, attempt: Attempt)] {
        let news = Set(attempts.flatMap(\.findings).map(\.key))
        guard let first = attempts.first(where: { !$0.explained.isEmpty }) else { return [] }
        return first.explained.filter { finding in
            !news.contains(finding.key)
                || attempts.count == 1 || first.findings.contains { $0.key == finding.key }
        }.map { ($0, first.attempt) }
    }

    private func count(_ key: Finding.Key, at number: Int?) -> Int {
        attempts.count { $0.sees(key, at: number) }
    }

    /// Whether every attempt that did not end early saw a MUST broken, possibly different ones.
    var alwaysBreaksMust: Bool {
        let complete = attempts.filter(\.isComplete)
        return complete.count > 1 && complete.allSatisfy(\.breaksMust)
    }

    /// Whether there was too much other traffic in one of the attempts.
    var isCrowded: Bool {
        attempts.contains { if case .crowded = $0.end { true } else { false } }
    }

    /// Whether a finding that was news ended all attempts, and the case may go on after it now that it is known.
    var hidesRest: Bool {
        !attempts.isEmpty
            && attempts.allSatisfy { execution in
                guard case .broken = execution.end else { return false }
                // A walk leaves out what has been refused.
                return execution.findings.contains { $0.rule.level == .must }
                    && (execution.attempt.identity?.kind == .model
                        || !execution.findings.contains(where: \.endsSequence))
            }
    }

    /// The number of requests of all attempts.
    var requests: Int { attempts.reduce(0) { $0 + $1.attempt.requests } }

    /// The case whose failure keeps this one from being judged; `nil` where none does.
    var blocker: CaseIdentity? {
        if case .blocked(let identity, _) = excuse { identity } else { nil }
    }

    /// The reason why one of the attempts could not be judged; an error takes precedence.
    var excuse: AttemptEnd? {
        // A lost connection does not matter once the case was run to its end, as often as its findings require.
        let isFinished = attempts.contains(where: \.isComplete) && countedFindings.allSatisfy(\.isConfirmed)
        let excuses = attempts.filter { !$0.isComplete && !(isFinished && $0.attempt.hasLostConnection) }
            .compactMap(
                \.end
            )
        return excuses.first { if case .error = $0 { true } else { false } } ?? excuses.first
    }
}
