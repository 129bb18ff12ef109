import Contracts

/// The plays of one case, and how often each finding was seen in them.
struct PlayedCase: Sendable {
    /// One play.
    struct Played: Sendable {
        /// The play.
        let play: Play
        /// Why it stopped early; `nil` when it did not.
        let end: PlayEnd?
        /// What it found, each rule once.
        let findings: [Finding]
        /// The requests whose answers showed what is seen on every answer.
        private let places: [Finding.Key: Set<Int>]

        init(_ play: Play, _ end: PlayEnd?) {
            self.play = play
            self.end = end
            var keys: Set<Finding.Key> = []
            var places: [Finding.Key: Set<Int>] = [:]
            let all = play.findings
            for finding in all where finding.gatheredBy != nil {
                if let number = finding.exchange { places[finding.key, default: []].insert(number) }
            }
            findings = all.filter { keys.insert($0.key).inserted }
            self.places = places
        }

        /// Whether it saw a finding, at a request of that number if it is one of those that are seen on every answer.
        func sees(_ key: Finding.Key, at number: Int?) -> Bool {
            guard let number, key.gatheredBy != nil else { return findings.contains { $0.key == key } }
            return places[key]?.contains(number) ?? false
        }

        /// The requests at which it saw a finding; none for those that are not seen on every answer.
        func numbers(of key: Finding.Key) -> Set<Int> { places[key] ?? [] }

        /// Whether what the play did not find was not there; a play that was cut short says nothing of that.
        var isComplete: Bool {
            switch end {
            case nil, .broken: true
            case .skipped, .crowded, .error: false
            }
        }

        /// Whether a MUST that the case is about was seen broken.
        var breaksMust: Bool { findings.contains { $0.gatheredBy == nil && $0.rule.level == .must } }
    }

    /// A finding, the first play that saw it, and how many did and did not.
    struct Tally: Sendable {
        /// The finding.
        let finding: Finding
        /// The first play that saw it.
        let play: Play
        /// Plays that saw it.
        let seen: Int
        /// Plays that could have seen it and did not.
        let missed: Int

        /// Whether it is clear what to report: a finding that only one play could have seen is not.
        var isConfirmed: Bool { finding.isCertain || seen + missed > 1 }

        /// How often it was seen.
        var replays: Replays { Replays(seen: seen, played: seen + missed) }
    }

    /// The plays, in order.
    var plays: [Played] = []

    /// The findings in the order in which they were first seen.
    ///
    /// - Complexity: O(*n* · *p*) for *n* findings and *p* plays.
    var tallies: [Tally] {
        var keys: Set<Finding.Key> = []
        return plays.flatMap { played in
            played.findings.filter { keys.insert($0.key).inserted }.map { finding in
                // In a play of many requests one may show it by chance, and another one in the next play: what is steady shows
                // at the same one.
                let number = played.numbers(of: finding.key).max { first, second in
                    let (left, right) = (count(finding.key, at: first), count(finding.key, at: second))
                    return (left, second) < (right, first)
                }
                let missed = plays.count { $0.isComplete && !$0.sees(finding.key, at: number) }
                return Tally(
                    finding: finding,
                    play: played.play,
                    seen: count(finding.key, at: number),
                    missed: missed
                )
            }
        }
    }

    private func count(_ key: Finding.Key, at number: Int?) -> Int {
        plays.count { $0.sees(key, at: number) }
    }

    /// Whether every play that was not cut short saw some MUST broken, be it another one each time.
    var alwaysBreaksMust: Bool {
        let complete = plays.filter(\.isComplete)
        return complete.count > 1 && complete.allSatisfy(\.breaksMust)
    }

    /// Whether there was too much other traffic in one of the plays.
    var isCrowded: Bool {
        plays.contains { if case .crowded = $0.end { true } else { false } }
    }

    /// Requests of all plays.
    var requests: Int { plays.reduce(0) { $0 + $1.play.requests } }

    /// Why nothing could be judged in one of the plays, an error before anything else.
    var excuse: PlayEnd? {
        // A connection that was lost says nothing once the case was played to its end, as often as what it found asks for.
        let isPlayed = plays.contains(where: \.isComplete) && tallies.allSatisfy(\.isConfirmed)
        let excuses = plays.filter { !$0.isComplete && !(isPlayed && $0.play.hasLostConnection) }.compactMap(
            \.end
        )
        return excuses.first { if case .error = $0 { true } else { false } } ?? excuses.first
    }
}
