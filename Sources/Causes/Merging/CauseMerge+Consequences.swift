import Conformance
import Contracts
import JSON
import VerifierEvents

/// What one thing that is wrong leaves behind elsewhere.
extension CauseMerge {
    private static let changesLists: Set<CauseKind> = [
        .recordMissing, .recordExtra, .wrongWrite, .wrongValue, .memberType, .notRefused, .lostUpdate,
        .refusedButWritten, .listOrder,
    ]

    /// Whether records are in another order in a few cases, in all of which the other cause has an effect.
    func isOrder(_ key: CauseKey, of other: CauseKey) -> Bool {
        key.kind == .listOrder && count(key) <= 4 && other.action != nil
            && Self.changesLists.contains(other.kind) && isAfter(key, other)
            && (![.recordMissing, .recordExtra].contains(other.kind) || isSeen(other, in: key.action))
    }

    /// Whether an action's answers show a cause.
    func isSeen(_ key: CauseKey, in action: String?) -> Bool {
        (symptoms[key] ?? []).contains { $0.action == action }
    }

    /// Whether a case compares an element of a list with one that is elsewhere in a list of another order.
    func isMovedElement(_ key: CauseKey, of other: CauseKey) -> Bool {
        if isElsewhere(key, in: other) { return true }
        guard other.kind == .listOrder, count(key) == 1, count(other) > 2,
            Self.ofMembers.contains(key.kind) || [.recordMissing, .recordExtra].contains(key.kind)
        else { return false }
        return (symptoms[key] ?? []).allSatisfy { symptom in
            symptom.action == other.action && !symptom.isShape
                && symptom.deviation.expected.value?.isDistinctive != false
                && symptom.isInElement
        }
    }

    /// Whether a few cases compare elements of a list with those at their places, where far more show that others are there.
    private func isElsewhere(_ key: CauseKey, in other: CauseKey) -> Bool {
        guard Self.movesElements.contains(other.kind), Self.ofMembers.contains(key.kind),
            8 * count(key) <= count(other)
        else { return false }
        let lists = Set((symptoms[other] ?? []).compactMap(\.action))
        return (symptoms[key] ?? []).allSatisfy { symptom in
            symptom.action.map(lists.contains) == true && !symptom.isShape
                && (symptom.isRecordLike || symptom.isInElement)
        }
    }

    private static let movesElements: Set<CauseKind> = [.listOrder, .recordMissing, .recordExtra]

    private static let ofReads: Set<CauseKind> = [
        .wrongValue, .wrongStatus, .recordMissing, .recordExtra, .memberType, .memberExtra, .memberMissing,
        .rule,
    ]

    static let ofWrites: Set<CauseKind> = [
        .wrongWrite, .recordMissing, .recordExtra, .notRefused, .lostUpdate, .wronglyRefused,
    ]

    /// Whether a read shows in a few cases what a write does wrong in more.
    func isRead(_ key: CauseKey, after other: CauseKey) -> Bool {
        guard Self.ofReads.contains(key.kind), Self.ofWrites.contains(other.kind),
            let read = key.action, let write = other.action, !isWrite(read), isWrite(write),
            isRelated(read, write)
        else { return false }
        // What the read does not show changes nothing in it but figures.
        if other.kind == .wrongWrite, facts?.reads(showing: other.subject).contains(read) == false,
            facts?.isDerived(key.subject) == false
        {
            return false
        }
        if other.kind == .wrongWrite, key.kind == .wrongStatus { return false }
        // A request that is served too much leaves no record out of a list.
        if other.kind == .notRefused, key.kind == .recordMissing { return false }
        return count(key) < count(other) && isAfter(key, other)
            && (![.recordExtra, .rule].contains(key.kind) || isTakenFor(key, write))
    }

    /// Whether a write may have led to one of the symptoms of a cause.
    private func isTakenFor(_ key: CauseKey, _ write: String) -> Bool {
        (symptoms[key] ?? []).contains { $0.candidates.contains { $0.key.action == write } }
    }

    /// Whether it is a rule without a kind of its own, a list, or a value that the same action gets wrong as the other cause says.
    func isOwnConsequence(_ key: CauseKey, of other: CauseKey) -> Bool {
        guard key.action != nil, key.action == other.action else { return false }
        if key.kind == .rule, count(key) <= 2 { return true }
        if other.kind == .wrongWrite, Self.ofWrites.contains(key.kind), count(key) < count(other) {
            // What is too long or of another type is served where the text is kept as something else, not where a figure is wrong.
            if key.kind == .notRefused, !(symptoms[other] ?? []).contains(where: \.isKept) { return false }
            return !isCertain(key, beside: other) && !isList(key, without: other.subject)
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

    /// Whether lists have other records, none of which shows a member.
    private func isList(_ key: CauseKey, without member: String) -> Bool {
        guard [.recordMissing, .recordExtra].contains(key.kind), let facts else { return false }
        let reads = facts.reads(showing: member)
        return (symptoms[key] ?? []).allSatisfy { symptom in !(symptom.action.map(reads.contains) ?? false) }
    }

    /// Whether requests at the same time only show what the other cause does to one alone.
    func isLostBy(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .lostUpdate else { return false }
        // Without the id in the answer no record is known again.
        if other.kind == .memberMissing, other.action == key.action { return isAfter(key, other) }
        if other.kind == .listOrder, 8 * count(key) <= count(other) { return isAfter(key, other) }
        // A request that is served in any state is served as well when another one changes the state meanwhile.
        if other.kind == .notRefused, other.subject.isEmpty, count(key) == 1, count(other) > 1 {
            return isAfter(key, other)
        }
        if Self.ofMembers.contains(other.kind), count(key) <= count(other),
            !members(of: key).isDisjoint(with: members(of: other))
        {
            return isAfter(key, other)
        }
        guard 2 * count(key) <= count(other), !isCertain(key, beside: other) else { return false }
        return (Self.ofMembers.contains(other.kind) || Self.ofWrites.contains(other.kind))
            && isAfter(key, other)
    }

    /// Whether an update is lost for certain, and not what the other cause says of the same member.
    func isCertain(_ key: CauseKey, beside other: CauseKey) -> Bool {
        key.kind == .lostUpdate && (symptoms[key] ?? []).contains(where: \.isBesideItself)
            && members(of: key).isDisjoint(with: members(of: other))
    }

    /// Whether requests at the same time only differ since an answer does not tell the id by which its record would be known again.
    func isUntold(_ key: CauseKey, by other: CauseKey) -> Bool {
        key.kind == .lostUpdate && count(key) == 1 && other.kind == .memberMissing
            && facts?.isIdentifier(other.subject) == true && other.action.map(isWrite) == true
            && isAfter(key, other)
    }

    /// Whether a write leaves a wrong value only where it is lost.
    func isLost(_ key: CauseKey, by other: CauseKey) -> Bool {
        key.kind == .wrongWrite && other.kind == .lostUpdate && key.action == other.action
            && members(of: other).contains(key.subject)
    }

    /// Whether only requests that overlap show either, of one action.
    func isBesideOthers(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.action != nil, key.action == other.action, let facts,
            key.kind == .lostUpdate || other.kind == .lostUpdate
        else { return false }
        return [key, other].allSatisfy { key in
            (symptoms[key] ?? []).allSatisfy { facts.overlaps($0.identity) }
        }
    }

    /// Whether a figure that is derived from records is wrong where the records are.
    func isFigure(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .wrongValue, facts?.isDerived(key.subject) == true,
            Self.ofWrites.contains(other.kind) || Self.ofMembers.contains(other.kind),
            let action = key.action, let another = other.action, action != another,
            isRelated(action, another),
            let cases = cases[key], let others = self.cases[other]
        else { return false }
        return 2 * cases.intersection(others).count >= min(cases.count, others.count)
    }

    /// Whether a record is only missed, or at another place, since a member of it has another value.
    func isRecordOf(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .recordMissing || key.kind == .listOrder, count(key) < 3 * count(other) else {
            return false
        }
        return (Self.ofMembers.contains(other.kind) || other.kind == .listOrder) && isAfter(key, other)
            && (symptoms[key] ?? []).allSatisfy(\.isRecordLike)
    }

    /// Whether a record is only missing since the one request for it is refused as others of every action are.
    func isRefusedRead(_ key: CauseKey, _ other: CauseKey) -> Bool {
        key.kind == .recordMissing && count(key) == 1 && other.kind == .wronglyRefused && other.action == nil
            && count(other) > 1 && (symptoms[key] ?? []).allSatisfy { $0.status == 404 }
    }

    /// Whether a record is only not found by an id that an answer has told wrongly.
    func isUnknownId(_ key: CauseKey, from other: CauseKey) -> Bool {
        key.kind == .recordMissing && Self.ofMembers.contains(other.kind)
            && facts?.isIdentifier(other.subject) == true && count(key) < count(other)
            && isAfter(key, other) && (symptoms[key] ?? []).allSatisfy { $0.status == 404 }
    }
}
