import VerifierEvents

/// The cases that have passed, by the actions that they have requested.
struct PassedCases: Sendable {
    private var counts: [Set<String>: Int] = [:]

    /// Creates a collection without cases.
    init() {}

    /// Collects the cases of a run that have passed.
    init(_ results: [CaseResult]) {
        for result in results where result.hasPassed { add(result.actions) }
    }

    /// Adds a case.
    mutating func add(_ actions: [String]) {
        guard !actions.isEmpty else { return }
        counts[Set(actions), default: 0] += 1
    }

    /// Returns the number of cases that have requested an action, and one of others.
    ///
    /// - Complexity: O(*n* · *a*) for *n* different sets of actions and *a* actions.
    func count(with action: String, and others: Set<String>) -> Int {
        counts.reduce(0) { count, entry in
            entry.key.contains(action) && !entry.key.isDisjoint(with: others) ? count + entry.value : count
        }
    }
}
