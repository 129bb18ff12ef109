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

    /// What each cause was taken for as well, before it was found to be the same.
    private(set) var sides: [CauseKey: [CauseKey]] = [:]

    /// Covers symptoms.
    ///
    /// First those that speak for themselves; then of the others those that follow from no cause that was found by then. At last a cause
    /// that is never seen alone is part of the one beside which it is seen.
    /// - Complexity: O(*c*² + *c* · *n*) for *c* causes that are picked and *n* candidates of all symptoms.
    init(_ symptoms: [Symptom]) {
        let candidates = symptoms.map(\.candidates)
        let certainties = symptoms.map(\.certainty)
        var picked: [CauseKey] = []
        var owners: [Int: CauseKey] = [:]
        for certainty in Symptom.Certainty.allCases {
            let places = symptoms.indices.filter { certainties[$0] == certainty }
            for place in places {
                owners[place] =
                    Self.best(candidates[place], of: picked)
                    ?? (certainty == .firm ? nil : picked.first { symptoms[place].follows(from: $0) })
            }
            var open = Set(places.filter { owners[$0] == nil })
            while let next = Self.strongest(candidates, open) {
                picked.append(next)
                let follows = certainty != .firm
                for place in open where candidates[place].contains(where: { $0.key == next }) {
                    owners[place] = next
                }
                for place in open where follows && owners[place] == nil && symptoms[place].follows(from: next)
                {
                    owners[place] = next
                }
                open = open.filter { owners[$0] == nil }
            }
            // What only follows from another cause stays with it.
            for place in places where owners[place].map(candidates[place].map(\.key).contains) == true {
                let keys = Set(candidates[place].map(\.key))
                owners[place] = picked.first(where: keys.contains)
            }
        }
        for (key, other) in Self.absorbed(symptoms, owners) { merge(key, into: other, &owners) }
        for (key, other) in CauseMerge(symptoms, owners).merged { merge(key, into: other, &owners) }
        // What the others explain better is not needed.
        let needed = Set(owners.values)
        keys = picked.filter(needed.contains)
        let places = Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
        causes = symptoms.indices.map { owners[$0].flatMap { places[$0] } ?? 0 }
    }

    private mutating func merge(_ key: CauseKey, into other: CauseKey, _ owners: inout [Int: CauseKey]) {
        for (place, owner) in owners where owner == key { owners[place] = other }
        sides[other, default: []] += [key] + (sides.removeValue(forKey: key) ?? [])
    }

    /// What one thing that is wrong leaves behind elsewhere; it is a cause of its own where a case shows it alone.
    private static let consequences: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .wrongValue, .wrongWrite,
        .listOrder, .rule,
    ]
    /// What leaves something behind.
    private static let origins: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .notRefused, .wronglyRefused,
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
            if let larger, consequences.contains(key.kind), origins.contains(larger.kind) {
                absorbed.append((key, larger))
            } else {
                kept.append(key)
            }
        }
        return absorbed
    }

    /// Returns the cause that explains the most of what is open; `nil` when nothing is.
    private static func strongest(_ candidates: [[Candidate]], _ open: Set<Int>) -> CauseKey? {
        var scores: [CauseKey: Int] = [:]
        for place in open {
            for candidate in candidates[place] { scores[candidate.key, default: 0] += candidate.strength }
        }
        return scores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Returns the cause of those picked that explains a symptom best.
    private static func best(_ candidates: [Candidate], of picked: [CauseKey]) -> CauseKey? {
        let known = Set(picked)
        return candidates.filter { known.contains($0.key) }.max { $0.strength < $1.strength }?.key
    }
}
