import Conformance
import Contracts
import VerifierEvents

/// Finds the causes that are only other sides of a larger one: the same member as a write leaves it and as a read shows it, or another
/// order of records of which one has a wrong value.
struct CauseMerge {
    let symptoms: [CauseKey: [Symptom]]
    let cases: [CauseKey: Set<CaseIdentity>]
    let facts: ContractFacts?
    /// The number of cases.
    let all: Int
    /// Whether there are so many causes that two which look alike are hardly one: then a cause is only a side of one that is
    /// seen in all its cases.
    private let areMany: Bool

    init(_ symptoms: [Symptom], _ owners: [Int: CauseKey], areMany: Bool) {
        self.areMany = areMany
        var groups: [CauseKey: [Symptom]] = [:]
        for (place, symptom) in symptoms.enumerated() {
            if let key = owners[place] { groups[key, default: []].append(symptom) }
        }
        self.symptoms = groups
        cases = groups.mapValues { Set($0.map(\.identity)) }
        facts = symptoms.first?.contract
        all = Set(symptoms.map(\.identity)).count
    }

    /// The causes that belong to another one, each with that; the smallest first.
    var merged: [(CauseKey, CauseKey)] {
        let bySize = Array(largestFirst(cases.keys).reversed())
        var found: [(CauseKey, CauseKey)] = []
        for (place, key) in bySize.enumerated() {
            // A cause that is merged itself has a larger one again.
            let larger = bySize[(place + 1)...].reversed()
            if let other = larger.first(where: { isSide(key, of: $0) }) { found.append((key, other)) }
        }
        return found
    }

    /// The causes all of whose cases show another, larger cause of one of their actions as well, each with that.
    var absorbed: [(CauseKey, CauseKey)] {
        var kept: [CauseKey] = []
        var found: [(CauseKey, CauseKey)] = []
        for key in largestFirst(cases.keys) {
            let larger = kept.first { other in
                isNeverAlone(key, beside: other) && isBeside(key, other)
                    && !isUntouched(key, by: other)
            }
            if let larger, Self.consequences.contains(key.kind), Self.origins.contains(larger.kind),
                !isCertain(key, beside: larger)
            {
                found.append((key, larger))
            } else {
                kept.append(key)
            }
        }
        return found
    }

    /// The causes that another one implies however many cases show it, each with that: what is only there since a request was served
    /// that has to be refused.
    var implied: [(CauseKey, CauseKey)] {
        let served = largestFirst(cases.keys.filter { $0.kind == .notRefused })
        return cases.keys.sorted().compactMap { key in
            let other =
                served.first { isEcho(key, of: $0) || isUnasked(key, $0) }
                ?? served.first { isBeyondLimit(key, since: $0) }
                ?? cases.keys.sorted().first { isUntold(key, by: $0) }
            return other.map { (key, $0) }
        }
    }

    /// The causes of writes that a read's explains as well, each with that: since one read lacks records, or lists others, that no
    /// write has left so, it is what is wrong with its other lists.
    var needless: [(CauseKey, CauseKey)] {
        let reads = largestFirst(
            cases.keys.filter { $0.action.map(isWrite) == false && Self.ofLists.contains($0.kind) }
        )
        return cases.keys.sorted().compactMap { key in
            guard let action = key.action, isWrite(action), Self.ofLists.contains(key.kind) else {
                return nil
            }
            let other = reads.first { other in
                other.kind == key.kind
                    && (symptoms[key] ?? []).allSatisfy { symptom in
                        symptom.isExplained(by: other) || symptom.isSoft && symptom.follows(from: other)
                    }
            }
            return other.map { (key, $0) }
        }
    }

    private static let ofLists: Set<CauseKind> = [.recordMissing, .recordExtra]

    /// What one thing that is wrong leaves behind elsewhere; it is a cause of its own where a case shows it alone.
    private static let consequences: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .wrongValue, .wrongWrite, .listOrder,
        .rule,
    ]
    /// What leaves something behind.
    private static let origins: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .notRefused, .wronglyRefused,
    ]

    /// Whether a wrong value comes from elsewhere: another write has left it, and what is refused leaves none; or it was right after the
    /// other action's last request.
    private func isUntouched(_ key: CauseKey, by other: CauseKey) -> Bool {
        guard let action = other.action else { return false }
        if key.kind == .wrongWrite, other.kind == .wronglyRefused, key.action != action { return true }
        return (symptoms[key] ?? []).contains { symptom in
            symptom.action != action && symptom.deviation.since?.contains(action) == false
        }
    }

    /// Whether both are of one action, or the other's is one of those of the cases.
    private func isBeside(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard let action = other.action, action != key.action else { return true }
        return (symptoms[key] ?? []).contains {
            $0.identity.suite == action || $0.failure.actions.contains(action)
        }
    }

    /// Whether every case that shows a cause shows another one as well.
    private func isNeverAlone(_ key: CauseKey, beside other: CauseKey) -> Bool {
        (cases[key] ?? []).isSubset(of: cases[other] ?? [])
    }

    /// Returns causes in order, those with the most cases first; where two have as many, by their keys.
    private func largestFirst(_ keys: some Sequence<CauseKey>) -> [CauseKey] {
        keys.sorted {
            let (left, right) = (count($0), count($1))
            return left == right ? $0 < $1 : left > right
        }
    }

    func count(_ key: CauseKey) -> Int { cases[key]?.count ?? 0 }

    private func isSide(_ key: CauseKey, of other: CauseKey) -> Bool {
        if isSameCheck(key, other) || isUnderGeneral(key, other) { return true }
        if areMany, !isNeverAlone(key, beside: other) { return false }
        return isSameMember(key, other) || isOrder(key, of: other) || isRead(key, after: other)
            || isRefusal(key, after: other) || isOwnConsequence(key, of: other)
            || isSameWrite(key, other) || isBody(key, other) || isSameRequest(key, other)
            || isAnswer(key, toServed: other) || isLostBy(key, other) || isRecordOf(key, other)
            || isUnknownId(key, from: other) || isRefusedRead(key, other)
            || isBesideOthers(key, other)
            || isFigure(key, other) || isFigure(other, key)
            || isDropped(key, beside: other) || isHeader(key, other) || isRefusedLater(key, other)
            || isMovedElement(key, of: other) || isLost(key, by: other)
    }

    /// Whether every case of a cause has come after a request of the other cause's action.
    func isAfter(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard let action = other.action else { return true }
        return (symptoms[key] ?? []).allSatisfy { $0.action == action || $0.failure.actions.contains(action) }
    }

    func isWrite(_ name: String) -> Bool { facts?.isWrite(name) == true }

    /// Whether two actions have a table in common.
    func isRelated(_ name: String, _ other: String) -> Bool {
        guard let one = facts?.action(name)?.tables, let two = facts?.action(other)?.tables else {
            return false
        }
        return !Set(one.reads + one.writes).isDisjoint(with: two.reads + two.writes)
    }
}
