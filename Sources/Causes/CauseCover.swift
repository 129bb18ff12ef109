import VerifierEvents

/// Picks as few causes as possible that explain all symptoms.
///
/// A greedy cover: always the cause next that explains the most of what is left, each symptom counted by how well it explains
/// it; so a cause that is more general than needed loses against one that is not. The order is that of the keys where two explain the same.
struct CauseCover {
    /// The causes, in the order in which they were picked.
    private(set) var keys: [CauseKey] = []
    /// The place in ``keys`` of the cause of each symptom.
    private(set) var causes: [Int] = []

    /// Covers symptoms.
    ///
    /// First those that speak for themselves; then of the others those that follow from no cause that was found by then. At last a cause
    /// that is never seen alone is part of the one beside which it is seen.
    /// - Complexity: O(*c*² + *c* · *n*) for *c* causes that are picked and *n* candidates of all symptoms.
    init(_ symptoms: [Symptom]) {
        let candidates = symptoms.map(\.candidates)
        let soft = Set(symptoms.indices.filter { symptoms[$0].isSoft })
        var picked = Self.cover(candidates, Set(symptoms.indices).subtracting(soft))
        var owners: [Int: CauseKey] = [:]
        for place in symptoms.indices {
            owners[place] =
                Self.best(candidates[place], of: picked)
                ?? (soft.contains(place) ? picked.first { symptoms[place].follows(from: $0) } : nil)
        }
        picked += Self.cover(candidates, Set(symptoms.indices.filter { owners[$0] == nil }))
        for place in symptoms.indices where owners[place] == nil {
            owners[place] = Self.best(candidates[place], of: picked)
        }
        for (key, other) in Self.absorbed(symptoms, owners) {
            for place in symptoms.indices where owners[place] == key { owners[place] = other }
        }
        // What the others explain better is not needed.
        let needed = Set(owners.values)
        keys = picked.filter(needed.contains)
        let places = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
        causes = symptoms.indices.map { owners[$0].flatMap { places[$0] } ?? 0 }
    }

    /// What one thing that is wrong leaves behind elsewhere; it is a cause of its own where a case shows it alone.
    private static let consequences: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .wrongValue, .wrongWrite,
        .listOrder, .rule,
    ]

    /// Returns the causes all of whose cases show another, larger cause of one of their actions as well, each with that.
    private static func absorbed(
        _ symptoms: [Symptom],
        _ owners: [Int: CauseKey]
    ) -> [(CauseKey, CauseKey)] {
        var cases: [CauseKey: Set<CaseIdentity>] = [:]
        var actions: [CauseKey: Set<String>] = [:]
        for (place, symptom) in symptoms.enumerated() {
            guard let key = owners[place] else { continue }
            cases[key, default: []].insert(symptom.identity)
            actions[key, default: []].formUnion(symptom.failure.actions)
            actions[key, default: []].insert(symptom.identity.suite)
        }
        let bySize = cases.keys.sorted {
            let (left, right) = (cases[$0]?.count ?? 0, cases[$1]?.count ?? 0)
            return left == right ? $0 < $1 : left > right
        }
        var kept: [CauseKey] = []
        var absorbed: [(CauseKey, CauseKey)] = []
        for key in bySize {
            let own = cases[key] ?? []
            let larger = kept.first { other in
                own.isSubset(of: cases[other] ?? [])
                    && (other.action.map { $0 == key.action || actions[key]?.contains($0) == true } ?? true)
            }
            if let larger, consequences.contains(key.kind) {
                absorbed.append((key, larger))
            } else {
                kept.append(key)
            }
        }
        return absorbed
    }

    private static func cover(_ symptoms: [[Candidate]], _ places: Set<Int>) -> [CauseKey] {
        var open = places
        var picked: [CauseKey] = []
        while !open.isEmpty {
            var scores: [CauseKey: Int] = [:]
            for place in open {
                for candidate in symptoms[place] { scores[candidate.key, default: 0] += candidate.strength }
            }
            guard let best = scores.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { break }
            picked.append(best.key)
            open = open.filter { place in !symptoms[place].contains { $0.key == best.key } }
        }
        return picked
    }

    /// Returns the cause of those picked that explains a symptom best.
    private static func best(_ candidates: [Candidate], of picked: [CauseKey]) -> CauseKey? {
        let known = Set(picked)
        return candidates.filter { known.contains($0.key) }.max { $0.strength < $1.strength }?.key
    }
}
