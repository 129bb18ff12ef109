import Contracts
import VerifierEvents

/// Finds the causes that are only other sides of a larger one: the same member as a write leaves it and as a read shows it, or another
/// order of records of which one has a wrong value.
struct CauseMerge {
    private let symptoms: [CauseKey: [Symptom]]
    private let cases: [CauseKey: Set<CaseIdentity>]
    private let facts: ContractFacts?
    /// The number of cases.
    private let all: Int

    init(_ symptoms: [Symptom], _ owners: [Int: CauseKey]) {
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
        let bySize = cases.keys.sorted {
            let (left, right) = (count($0), count($1))
            return left == right ? $1 < $0 : left < right
        }
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
        let bySize = cases.keys.sorted {
            let (left, right) = (count($0), count($1))
            return left == right ? $0 < $1 : left > right
        }
        var kept: [CauseKey] = []
        var found: [(CauseKey, CauseKey)] = []
        for key in bySize {
            let larger = kept.first { other in
                (cases[key] ?? []).isSubset(of: cases[other] ?? []) && isBeside(key, other)
            }
            if let larger, Self.consequences.contains(key.kind), Self.origins.contains(larger.kind) {
                found.append((key, larger))
            } else {
                kept.append(key)
            }
        }
        return found
    }

    /// What one thing that is wrong leaves behind elsewhere; it is a cause of its own where a case shows it alone.
    private static let consequences: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .wrongValue, .wrongWrite, .listOrder,
        .rule,
    ]
    /// What leaves something behind.
    private static let origins: Set<CauseKind> = [
        .recordMissing, .recordExtra, .lostUpdate, .refusedButWritten, .notRefused, .wronglyRefused,
    ]

    /// Whether both are of one action, or the other's is one of those of the cases.
    private func isBeside(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard let action = other.action, action != key.action else { return true }
        return (symptoms[key] ?? []).contains {
            $0.identity.suite == action || $0.failure.actions.contains(action)
        }
    }

    private func count(_ key: CauseKey) -> Int { cases[key]?.count ?? 0 }

    private func isSide(_ key: CauseKey, of other: CauseKey) -> Bool {
        isSameMember(key, other) || isOrder(key, of: other) || isRead(key, after: other)
            || isRefusal(key, after: other) || isOwnConsequence(key, of: other)
            || isSameWrite(key, other) || isBody(key, other) || isSameRequest(key, other)
            || isAnswer(key, toServed: other) || isLostBy(key, other) || isRecordOf(key, other)
            || isUnknownId(key, from: other)
            || isSameCheck(key, other) || isUnderGeneral(key, other) || isBesideOthers(key, other)
            || isFigure(key, other) || isFigure(other, key)
    }

    // MARK: The same member

    private static let ofMembers: Set<CauseKind> = [
        .wrongValue, .wrongWrite, .memberMissing, .memberExtra, .memberType, .memberValue,
    ]

    /// Whether both are about one member, of one action or of a read that shows what the other one writes.
    private func isSameMember(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard Self.ofMembers.contains(key.kind), Self.ofMembers.contains(other.kind),
            !members(of: key).isDisjoint(with: members(of: other))
        else { return false }
        guard let action = key.action, let another = other.action, action != another else { return true }
        return isRelated(action, another) && !(isWrite(action) && isWrite(another))
    }

    private func members(of key: CauseKey) -> Set<String> {
        let seen = Set((symptoms[key] ?? []).map(\.member).filter { !$0.isEmpty })
        return facts?.isMember(key.subject) == true ? [key.subject] : seen
    }

    /// Whether an action gets two members wrong in the same cases.
    private func isSameWrite(_ key: CauseKey, _ other: CauseKey) -> Bool {
        [.wrongWrite, .wrongValue].contains(key.kind) && key.kind == other.kind && key.action == other.action
            && (count(key) == 1 || cases[key]?.isDisjoint(with: cases[other] ?? []) == false)
    }

    /// Whether the same argument, or any request to the same action, is refused or served wrongly.
    private func isSameRequest(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == other.kind else { return false }
        if key.kind == .wronglyRefused, key.action == nil, let action = other.action {
            return (symptoms[key] ?? []).allSatisfy { $0.action == action }
        }
        if key.kind == .wronglyRefused, other.action == nil, key.subject.isEmpty, count(key) == 1 {
            return (symptoms[other] ?? []).contains { $0.action == key.action }
        }
        guard key.kind == .notRefused, key.action == other.action, key.action != nil else { return false }
        let argument = key.subject.split(separator: " ").first
        return argument != nil && argument == other.subject.split(separator: " ").first
    }

    /// Whether the answer to a request that should be refused lacks a member.
    private func isAnswer(_ key: CauseKey, toServed other: CauseKey) -> Bool {
        key.kind == .memberMissing && count(key) == 1 && other.kind == .notRefused && other.action == nil
            && (symptoms[key] ?? []).allSatisfy(\.isShape)
    }

    /// Whether a body has another form and its header says so.
    private func isBody(_ key: CauseKey, _ other: CauseKey) -> Bool {
        let kinds: Set<CauseKind> = [key.kind, other.kind]
        return kinds == [.header, .wrongBody]
            && (key.kind == .header ? key : other).subject.hasPrefix("Content-Type")
            || kinds == [.wrongBody] && key.subject == other.subject
    }

    // MARK: Consequences

    private static let changesLists: Set<CauseKind> = [
        .recordMissing, .recordExtra, .wrongWrite, .wrongValue, .memberType, .notRefused, .lostUpdate,
        .refusedButWritten, .listOrder,
    ]

    /// Whether records are in another order in a few cases, in all of which the other cause has an effect.
    private func isOrder(_ key: CauseKey, of other: CauseKey) -> Bool {
        key.kind == .listOrder && count(key) <= 4 && Self.changesLists.contains(other.kind)
            && isAfter(key, other)
    }

    private static let ofReads: Set<CauseKind> = [
        .wrongValue, .wrongStatus, .recordMissing, .recordExtra, .memberType, .memberExtra, .memberMissing,
        .rule,
    ]
    private static let ofWrites: Set<CauseKind> = [
        .wrongWrite, .recordMissing, .recordExtra, .notRefused, .lostUpdate, .wronglyRefused,
    ]

    /// Whether a read shows in a few cases what a write does wrong in more.
    private func isRead(_ key: CauseKey, after other: CauseKey) -> Bool {
        guard Self.ofReads.contains(key.kind), Self.ofWrites.contains(other.kind),
            let read = key.action, let write = other.action, !isWrite(read), isWrite(write),
            isRelated(read, write)
        else { return false }
        return count(key) < count(other) && isAfter(key, other)
    }

    /// Whether a request is refused, or not, for a state that the other cause has left.
    private func isRefusal(_ key: CauseKey, after other: CauseKey) -> Bool {
        guard [.wrongStatus, .notRefused, .wronglyRefused].contains(key.kind),
            key.kind == .wrongStatus || key.subject.isEmpty,
            Self.ofWrites.contains(other.kind), let action = key.action, let write = other.action,
            action != write, isWrite(write), isRelated(action, write)
        else { return false }
        // The example of an id that nobody has is the same in all cases: what another one has made is found.
        if count(key) == 1, other.kind == .notRefused { return true }
        return (count(key) <= 2 || 3 * count(key) <= count(other)) && isAfter(key, other)
    }

    /// Whether it is a rule without a kind of its own, a list, or a value that the same action gets wrong as the other cause says.
    private func isOwnConsequence(_ key: CauseKey, of other: CauseKey) -> Bool {
        guard key.action != nil, key.action == other.action else { return false }
        if key.kind == .rule, count(key) <= 2 { return true }
        if other.kind == .wrongWrite, Self.ofWrites.contains(key.kind), count(key) < count(other) {
            return true
        }
        guard 2 * count(key) <= count(other) else { return false }
        switch (key.kind, other.kind) {
        case (.wrongWrite, .recordMissing), (.recordMissing, .wrongValue), (.recordExtra, .notRefused),
            (.wrongValue, .recordExtra), (.wrongValue, .recordMissing), (.recordExtra, .recordMissing),
            (.recordMissing, .recordExtra), (.wrongStatus, .wronglyRefused), (.wronglyRefused, .wrongStatus):
            return true
        default: return false
        }
    }

    /// Whether requests at the same time only show what the other cause does to one alone.
    private func isLostBy(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .lostUpdate else { return false }
        // Without the id in the answer no record is known again.
        if other.kind == .memberMissing, other.action == key.action { return isAfter(key, other) }
        guard 2 * count(key) <= count(other) else { return false }
        return (Self.ofMembers.contains(other.kind) || Self.ofWrites.contains(other.kind))
            && isAfter(key, other)
    }

    /// Whether only requests that overlap show either, of one action.
    private func isBesideOthers(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.action != nil, key.action == other.action, let facts,
            key.kind == .lostUpdate || other.kind == .lostUpdate
        else { return false }
        return [key, other].allSatisfy { key in
            (symptoms[key] ?? []).allSatisfy { facts.overlaps($0.identity) }
        }
    }

    /// Whether a figure that is derived from records is wrong where the records are.
    private func isFigure(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .wrongValue, facts?.isDerived(key.subject) == true,
            Self.ofWrites.contains(other.kind) || Self.ofMembers.contains(other.kind),
            let action = key.action, let another = other.action, action != another,
            isRelated(action, another),
            let cases = cases[key], let others = self.cases[other]
        else { return false }
        return 2 * cases.intersection(others).count >= min(cases.count, others.count)
    }

    /// Whether a record is only missed, or at another place, since a member of it has another value.
    private func isRecordOf(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .recordMissing || key.kind == .listOrder, count(key) < 3 * count(other) else {
            return false
        }
        return (Self.ofMembers.contains(other.kind) || other.kind == .listOrder) && isAfter(key, other)
            && (symptoms[key] ?? []).allSatisfy(\.isRecordLike)
    }

    /// Whether a record is only not found by an id that an answer has told wrongly.
    private func isUnknownId(_ key: CauseKey, from other: CauseKey) -> Bool {
        key.kind == .recordMissing && Self.ofMembers.contains(other.kind)
            && facts?.isIdentifier(other.subject) == true && count(key) < count(other)
            && isAfter(key, other) && (symptoms[key] ?? []).allSatisfy { $0.status == 404 }
    }

    /// Whether both are found by the same checks, as a wrong status and as a missing refusal.
    private func isSameCheck(_ key: CauseKey, _ other: CauseKey) -> Bool {
        let kinds: Set<CauseKind> = [key.kind, other.kind]
        return key.action == nil && other.action == nil && kinds == [.wrongStatus, .notRefused]
            && !subjects(of: key).isDisjoint(with: subjects(of: other))
    }

    /// What the checks of a cause are about: their names without the last word.
    private func subjects(of key: CauseKey) -> Set<String> {
        Set(
            (symptoms[key] ?? []).compactMap { symptom in
                symptom.failure.rule.check.map { check in
                    check.rawValue.split(separator: "-").dropLast().joined(separator: "-")
                }
            }
        )
    }

    /// Whether all answers have another status or form, and it is only seen beside that, or that is all there is to see.
    private func isUnderGeneral(_ key: CauseKey, _ other: CauseKey) -> Bool {
        [.wrongBody, .wrongStatus].contains(other.kind) && other.action == nil
            && 10 * count(key) <= count(other)
            && (4 * count(other) >= all || (cases[key] ?? []).isSubset(of: cases[other] ?? []))
    }

    // MARK: Actions

    /// Whether every case of a cause has come after a request of the other cause's action.
    private func isAfter(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard let action = other.action else { return true }
        return (symptoms[key] ?? []).allSatisfy { $0.action == action || $0.failure.actions.contains(action) }
    }

    private func isWrite(_ name: String) -> Bool { facts?.isWrite(name) == true }

    /// Whether two actions have a table in common.
    private func isRelated(_ name: String, _ other: String) -> Bool {
        guard let one = facts?.action(name)?.tables, let two = facts?.action(other)?.tables else {
            return false
        }
        return !Set(one.reads + one.writes).isDisjoint(with: two.reads + two.writes)
    }
}
