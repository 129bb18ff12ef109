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
    /// - Parameters:
    ///   - symptoms: The symptoms.
    ///   - passed: The cases without symptoms, which tell against a cause that they should show as well.
    ///
    /// First those that speak for themselves; then of the others those that follow from no cause that was found by then. At last a cause
    /// that is never seen alone is part of the one beside which it is seen.
    /// - Complexity: O(*c*² + *c* · *n*) for *c* causes that are picked and *n* candidates of all symptoms.
    init(_ symptoms: [Symptom], _ passed: PassedCases = PassedCases()) {
        let suspicion = Suspicion(symptoms, passed)
        let weighted = symptoms.map { suspicion.weighted($0) }
        let keys = weighted.map { Set($0.map(\.key)) }
        var picked: [CauseKey] = []
        var owners: [Int: CauseKey] = [:]
        for certainty in Symptom.Certainty.allCases {
            // A cause that explains it is preferred to one that it only follows from.
            func owner(of place: Int, among causes: [CauseKey]) -> CauseKey? {
                if certainty == .vague, let key = causes.first(where: symptoms[place].isMissed) { return key }
                return causes.first(where: keys[place].contains)
                    ?? (certainty == .overlapping ? causes.first(where: symptoms[place].isExplained) : nil)
                    ?? (certainty == .firm ? nil : causes.first(where: symptoms[place].follows))
            }
            let places = symptoms.indices.filter { symptoms[$0].certainty == certainty }
            for place in places { owners[place] = owner(of: place, among: picked) }
            var open = Set(places.filter { owners[$0] == nil })
            while let next = Self.strongest(weighted, open) {
                picked.append(next)
                for place in open { owners[place] = owner(of: place, among: [next]) }
                open = open.filter { owners[$0] == nil }
            }
        }
        for pairs in [\CauseMerge.implied, \.absorbed, \.merged, \.needless] {
            let merge = CauseMerge(symptoms, owners, areMany: picked.count > Self.many)
            for (key, other) in merge[keyPath: pairs] {
                self.merge(key, into: other, &owners)
            }
        }
        // What belongs to another cause is not needed.
        let needed = Set(owners.values)
        self.keys = picked.filter(needed.contains)
        let places = Dictionary(self.keys.enumerated().map { ($1, $0) }) { first, _ in first }
        causes = symptoms.indices.map { owners[$0].flatMap { places[$0] } ?? 0 }
    }

    /// One thing that is wrong rarely looks like more causes than these.
    private static let many = 8

    private mutating func merge(_ key: CauseKey, into other: CauseKey, _ owners: inout [Int: CauseKey]) {
        for (place, owner) in owners where owner == key { owners[place] = other }
        sides[other, default: []] += [key] + (sides.removeValue(forKey: key) ?? [])
    }

    /// Returns the cause that explains the most of what is open; `nil` when nothing is.
    private static func strongest(
        _ symptoms: [[(key: CauseKey, weight: Int)]],
        _ open: Set<Int>
    ) -> CauseKey? {
        var scores: [CauseKey: Int] = [:]
        for place in open {
            for candidate in symptoms[place] { scores[candidate.key, default: 0] += candidate.weight }
        }
        return scores.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}
