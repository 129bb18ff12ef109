import Contracts

/// The attempts of one case, and how often each finding was seen in them.
struct CaseHistory: Sendable {
    /// One attempt.
    struct Played: Sendable {
        /// The attempt.
        let attempt: Attempt
        /// Why it stopped early; `nil` when it did not.
        let end: AttemptEnd?
        /// What it found, each rule once.
        let findings: [Finding]
        /// The requests whose answers showed what is seen on every answer.
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
            findings = all.filter { keys.insert($0.key).inserted }
            self.places = places
        }

        /// Whether it saw a finding, at a request of that number if it is one of those that are seen on every answer.
        func sees(_ key: Finding.Key, at number: Int?) -> Bool {
            guard let number, key.collectedBy != nil else { return findings.contains { $0.key == key } }
            return places[key]?.contains(number) ?? false
        }

        /// The requests at which it saw a finding; none for those that are not seen on every answer.
        func numbers(of key: Finding.Key) -> Set<Int> { places[key] ?? [] }

        /// Whether what the attempt did not find was not there; an attempt that was cut short says nothing of that.
        var isComplete: Bool {
            switch end {
            case nil, .broken: true
            case .skipped, .crowded, .error: false
            }
        }

        /// Whether a MUST that the case is about was seen broken.
        var breaksMust: Bool { findings.contains { $0.collectedBy == nil && $0.rule.level == .must } }
    }

    /// A finding, the first attempt that saw it, and how many did and did not.
    struct CountedFinding: Sendable {
        /// The finding.
        let finding: Finding
        /// The first attempt that saw it.
        let attempt: Attempt
        /// Attempts that saw it.
        let seen: Int
        /// Attempts that could have seen it and did not.
        let missed: Int

        /// Whether it is clear what to report: a finding that only one attempt could have seen is not.
        var isConfirmed: Bool { finding.isCertain || seen + missed > 1 }

        /// How often it was seen.
        var reproductions: Reproductions { Reproductions(seen: seen, attempts: seen + missed) }
    }

    /// The attempts, in order.
    var attempts: [Played] = []

    /// The findings in the order in which they were first seen.
    ///
    /// - Complexity: O(*n* · *p*) for *n* findings and *p* runs.
    var tallies: [CountedFinding] {
        var keys: Set<Finding.Key> = []
        return attempts.flatMap { played in
            played.findings.filter { keys.insert($0.key).inserted }.map { finding in
                // In an attempt of many requests one may show it by chance, and another one in the next attempt: what is steady shows
                // at the same one.
                let number = played.numbers(of: finding.key).max { first, second in
                    let (left, right) = (count(finding.key, at: first), count(finding.key, at: second))
                    return (left, second) < (right, first)
                }
                let missed = attempts.count { $0.isComplete && !$0.sees(finding.key, at: number) }
                return CountedFinding(
                    finding: finding,
                    attempt: played.attempt,
                    seen: count(finding.key, at: number),
                    missed: missed
                )
            }
        }
    }

    private func count(_ key: Finding.Key, at number: Int?) -> Int {
        attempts.count { $0.sees(key, at: number) }
    }

    /// Whether every attempt that was not cut short saw some MUST broken, be it another one each time.
    var alwaysBreaksMust: Bool {
        let complete = attempts.filter(\.isComplete)
        return complete.count > 1 && complete.allSatisfy(\.breaksMust)
    }

    /// Whether there was too much other traffic in one of the attempts.
    var isCrowded: Bool {
        attempts.contains { if case .crowded = $0.end { true } else { false } }
    }

    /// Requests of all attempts.
    var requests: Int { attempts.reduce(0) { $0 + $1.attempt.requests } }

    /// Why nothing could be judged in one of the attempts, an error before anything else.
    var excuse: AttemptEnd? {
        // A connection that was lost says nothing once the case was run to its end, as often as what it found asks for.
        let isFinished = attempts.contains(where: \.isComplete) && tallies.allSatisfy(\.isConfirmed)
        let excuses = attempts.filter { !$0.isComplete && !(isFinished && $0.attempt.hasLostConnection) }
            .compactMap(
                \.end
            )
        return excuses.first { if case .error = $0 { true } else { false } } ?? excuses.first
    }
}
