import Contracts
import VerifierEvents

/// How suspicious each cause is that changes data: one that cases show which have passed is less so.
///
/// A read that shows a wrong value after one write, and the right one after all others, is not to blame for it. As in fault
/// localisation by the spectra of test runs: a cause of *f* failing cases is as suspicious as *f* / √(*f* + *p*), where *p* cases have
/// passed that have requested the same actions.
struct Suspicion {
    /// The causes that a read and the writes before it are taken for.
    private static let ofData: Set<CauseKind> = [
        .recordMissing, .recordExtra, .wrongValue, .wrongWrite, .lostUpdate, .memberMissing, .memberType,
        .memberValue, .memberExtra,
    ]

    /// A candidate is dropped where another one is so many times as suspicious.
    private static let dominance = 2.0

    /// A cause of several actions is one from so many on.
    private static let fewestActions = 3

    /// So many passed cases tell that a write has left its records.
    private static let enoughPassed = 2

    private let values: [CauseKey: Double]
    private let dropped: Set<CauseKey>

    /// Derives the suspicion of all candidates.
    ///
    /// - Complexity: O(*c* · *p*) for *c* candidates and *p* different sets of actions of passed cases.
    init(_ symptoms: [Symptom], _ passed: PassedCases) {
        var failing: [CauseKey: Set<CaseIdentity>] = [:]
        var actions: [CauseKey: Set<String>] = [:]
        var isOfService: Set<CauseKey> = []
        for symptom in symptoms {
            for candidate in symptom.candidates {
                guard let action = symptom.action, symptom.isSuiteAnAction || candidate.key.action != nil
                else {
                    isOfService.insert(candidate.key)
                    continue
                }
                failing[candidate.key, default: []].insert(symptom.identity)
                actions[candidate.key, default: []].insert(action)
            }
        }
        let facts = symptoms.first?.contract
        dropped = Set(
            actions.filter { entry in
                entry.key.action == nil && Self.ofActions.contains(entry.key.kind)
                    && entry.value.count < Self.fewestActions && !isOfService.contains(entry.key)
            }.keys
        )
        values = failing.reduce(into: [:]) { values, entry in
            let key = entry.key
            guard let action = key.action, Self.ofData.contains(key.kind), let facts else { return }
            let isWrite = facts.isWrite(action)
            var reads = actions[key] ?? []
            if isWrite {
                // A write that leaves a wrong figure is seen by what the figure is derived from.
                if key.kind == .wrongWrite, facts.isDerived(key.subject) { return values[key] = 0 }
                let more =
                    key.kind == .wrongWrite ? facts.reads(showing: key.subject) : facts.reads(after: action)
                // What one read lacks and another one shows has been written.
                if key.kind == .recordMissing, let read = reads.first, reads.count == 1,
                    passed.count(with: action, and: facts.reads(listingAs: read)) >= Self.enoughPassed
                {
                    return values[key] = 0
                }
                reads.formUnion(more)
            }
            let count = Double(entry.value.count)
            let passing = Double(passed.count(with: action, and: reads))
            values[key] = count / (count + passing).squareRoot()
        }
    }

    /// The kinds of causes that one action has, or a number of them by the same mistake.
    private static let ofActions: Set<CauseKind> = [
        .exception, .memberMissing, .memberType, .memberValue, .memberExtra, .wrongBody,
    ]

    /// Returns the candidates of a symptom with their weights, without those that another one makes unlikely.
    func weighted(_ symptom: Symptom) -> [(key: CauseKey, weight: Int)] {
        let highest = symptom.candidates.compactMap { values[$0.key] }.max() ?? 0
        let kept = symptom.candidates.filter { !dropped.contains($0.key) }
        return (kept.isEmpty ? symptom.candidates : kept).compactMap { candidate in
            guard let value = values[candidate.key], highest > 0 else {
                return (candidate.key, candidate.strength * Self.scale)
            }
            guard value * Self.dominance > highest else { return nil }
            return (candidate.key, Int(Double(candidate.strength * Self.scale) * value / highest))
        }
    }

    private static let scale = 100
}
