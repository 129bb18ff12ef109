import Conformance
import Contracts
import JSON
import VerifierEvents

extension Symptom {
    /// Whether the symptom says little by itself, and is more likely to follow from something else that is wrong.
    var isSoft: Bool { certainty != .firm }

    /// How much the symptom says by itself.
    var derivedCertainty: Certainty {
        if let status, status >= 500 { return .firm }
        if isStaleInScenario { return .soft }
        if isRecordLike { return .vague }
        if isBesideItself { return .firm }
        if let check = failure.rule.check, Self.comparing.contains(check), !isTypeOfValue { return .firm }
        if isOverlapping || failure.reproductions.isFlaky { return .overlapping }
        if !conditionMembers.isEmpty { return .vague }
        if isKept { return .soft }
        if failure.rule.check == .generatedRefused { return .soft }
        if isStateAfterRefusal || isOrderOfValue || isUnknownPlace { return .soft }
        if isShape, [.type, .value].contains(deviation.kind), !writers.isEmpty { return .soft }
        if candidates.allSatisfy({ $0.key.kind == .rule }) { return .soft }
        return .firm
    }

    /// The checks that compare the endpoint with itself: nothing that is wrong elsewhere makes it differ.
    private static let comparing: Set<BuiltInCheck> = [
        .identifiersByBytes, .identifiersOpaque, .emptyOptionalIsAbsent, .unknownParametersIgnored,
        .unknownMembersIgnored, .etagModified, .etagNotModified, .pathIgnored, .getBodyIgnored, .headAsGet,
        .contentTypeUnchecked, .binaryBodyDecoded, .queryPercentDecoded, .queryPlusIsSpace, .pagesComplete,
    ]

    /// How much a symptom says by itself: what requests leave that overlap says least.
    enum Certainty: Int, CaseIterable {
        case firm
        case soft
        /// A record is looked for by its members: it is not found, too, where one of them is another.
        case vague
        case overlapping
    }

    /// Returns whether the symptom may follow from a cause that others have shown.
    func follows(from key: CauseKey) -> Bool {
        guard key.kind != .rule else { return false }
        if Self.namesMember.contains(key.kind), !conditionMembers.isEmpty, !isLookedUp(key),
            conditionMembers.contains(key.subject) || key.subject == member,
            key.action == nil || key.action == action || failure.actions.contains(key.action ?? "")
        {
            return true
        }
        if isRecordLike, Self.namesMember.contains(key.kind), key.action == nil || concerns(key.action ?? "")
        {
            return true
        }
        if isOrderOfValue, Self.namesMember.contains(key.kind), key.subject == member { return true }
        if isUnknownPlace, Self.movesRecords.contains(key.kind) {
            return key.action == action || writes.contains(key.action ?? "")
        }
        if isStaleInScenario { return leavesUnchanged(key) }
        if isKept { return hidesText(key) }
        guard let action = key.action else { return key.subject == member }
        guard action == identity.suite || action == self.action || failure.actions.contains(action)
        else {
            return false
        }
        if isStateAfterRefusal, [.notRefused, .refusedButWritten].contains(key.kind),
            contract.refuses(action, in: identity)
        {
            return true
        }
        if isShape {
            return [.wrongWrite, .wrongValue].contains(key.kind) && key.subject == member
                && contract.isWrite(action)
        }
        // What a read shows in another form cannot be compared with what it showed before.
        if isOverlapping, isReading(action) { return true }
        if failure.rule.check == .generatedRefused {
            // What a read shows of others changes without the request that was refused.
            return [.notRefused, .refusedButWritten].contains(key.kind)
                || key.action == deviation.action && Self.movesRecords.contains(key.kind)
        }
        if isOverlapping {
            // Another read that is wrong makes this one no other.
            guard contract.isWrite(action) || isReading(action) else { return false }
            if contract.isWrite(action), deviation.since?.contains(action) == false { return false }
            return Self.changesState.union([.refusedButWritten, .listOrder]).contains(key.kind)
                && (key.subject.isEmpty || key.subject == member)
        }
        // Only a flaky failure, or one without a kind is left.
        return failure.reproductions.isFlaky || candidates.allSatisfy { $0.key.kind == .rule }
    }

    /// Returns whether a list only lacks a record since a member by which it is looked for has another value.
    func isMissed(by key: CauseKey) -> Bool {
        guard Self.namesMember.contains(key.kind), let action = key.action, concerns(action), !isLookedUp(key)
        else { return false }
        return conditionMembers.contains(key.subject)
            || isRecordLike && deviation.expected.value?[key.subject] != nil
    }

    /// Returns whether a member is an id that the answer of a write lacks: it is looked up in a read, which shows the record by it.
    private func isLookedUp(_ key: CauseKey) -> Bool {
        guard key.kind == .memberMissing, let write = key.action, write != action else { return false }
        return contract.isWrite(write) && contract.isIdentifier(key.subject)
    }

    /// Returns whether an answer may not have changed since a write before it has not done what it should.
    private func leavesUnchanged(_ key: CauseKey) -> Bool {
        guard let name = key.action else { return Self.hindersWrites.contains(key.kind) }
        guard concerns(name) else { return false }
        return contract.isWrite(name) || key.kind == .wrongValue && name == action
    }

    private static let hindersWrites: Set<CauseKind> = [.actionMissing, .exception, .wronglyRefused]

    /// Returns whether a text is not found in what a read shows since the record, or the member, is not there.
    private func hidesText(_ key: CauseKey) -> Bool {
        guard key.action == nil || key.action == action || key.action == identity.suite else { return false }
        switch key.kind {
        case .recordMissing, .lostUpdate, .wrongBody:
            return true
        case .memberMissing, .memberExtra, .memberType, .memberValue, .wrongValue, .wrongWrite:
            // A text that a read has to show somewhere is named by the request, where the member may have another name.
            return failure.rule.check == .generatedKept || key.subject == member
                || deviation.pointer?.tokens.contains(key.subject) == true
                || !contract.isMember(key.subject)
        // Only texts of requests that were served are looked for, in answers that show something.
        case .actionMissing, .exception, .wronglyRefused, .recordExtra, .listOrder, .header, .notRefused,
            .refusedButWritten, .wrongStatus, .slow, .rule:
            return false
        }
    }

    private static let changesState: Set<CauseKind> = [
        .recordMissing, .recordExtra, .wrongWrite, .wrongValue,
    ]

    private static let namesMember: Set<CauseKind> = [
        .memberMissing, .memberType, .memberValue, .wrongWrite, .wrongValue,
    ]

    private static let movesRecords: Set<CauseKind> = [.listOrder, .recordMissing, .recordExtra]

    /// Returns whether an action has answered, or is one of those that led to the answer.
    private func concerns(_ name: String) -> Bool { name == action || failure.actions.contains(name) }

    /// Whether it is a value in a body, which a scenario looks at whatever its rule is about.
    private var isTypeOfValue: Bool {
        failure.rule.check == .etagModified && deviation.kind != .status
    }

    /// Whether an answer counts as unchanged in a scenario, which does not look whether it is.
    private var isStaleInScenario: Bool {
        deviation.kind == .status && deviation.seen.value?.intValue == 304
    }

    /// Whether a request may be refused, or served, for what is stored, and not for its form.
    var isOfState: Bool {
        if let check = failure.rule.check, Self.comparing.contains(check) { return false }
        return status.map { !Self.ofForm.contains($0) } ?? true
    }

    private static let ofForm = [400, 405, 413, 415, 422]

    /// Whether a list lacks a record of certain values, one of which may be another.
    var isRecordLike: Bool { deviation.expected.text.hasPrefix("a record like ") }

    /// Whether records are compared by a member, so that a wrong value looks like another order.
    var isOrderOfValue: Bool {
        guard deviation.kind == .order, let last = deviation.pointer?.tokens.last else { return false }
        return isInElement && Int(last) == nil
    }

    /// Whether another value is in a list that was too long to be kept, so that it may be another record's.
    private var isUnknownPlace: Bool {
        guard deviation.kind == .value || deviation.kind == .missing, deviation.action == nil, isPositional,
            let exchange = failure.exchange, exchange.answered.value == nil
        else { return false }
        return isInElement
    }

    /// Whether two writes at the same time are compared with the same ones after each other: whatever else is wrong is so in both.
    ///
    /// Ids, figures of other records as well, and statuses differ between two records without that.
    var isBesideItself: Bool {
        failure.rule.check == .concurrentEffects && deviation.since != nil
            && deviation.kind != .order && deviation.pointer != nil
            && !contract.isIdentifier(member) && !contract.isDerived(member)
    }

    /// Whether the deviation is in an answer of a read.
    private func isReading(_ action: String) -> Bool {
        (action == deviation.action || action == self.action) && contract.action(action)?.isRead == true
    }

    /// Whether requests that overlap have led to it, so that one of two orders, or what both leave together, is looked for.
    private var isOverlapping: Bool {
        identity.kind == .concurrent && failure.rule.check == .concurrentEffects
            || overlaps && ![.status, .header, .syntax].contains(deviation.kind)
    }

    /// Whether it is what is there after a request that had to be refused.
    private var isStateAfterRefusal: Bool {
        guard [.count, .value, .extra, .missing, .order].contains(deviation.kind) else { return false }
        return (deviation.since ?? failure.actions).contains { contract.refuses($0, in: identity) }
    }

    /// The members by which the records are chosen that are counted.
    var conditionMembers: [String] {
        guard deviation.kind == .count, let start = deviation.expected.text.firstRange(of: " with /")
        else {
            return []
        }
        // As in `1 records with /link "L", /name "N"`.
        return deviation.expected.text[start.upperBound...].split(separator: ", /").map { condition in
            String(condition.prefix { !$0.isWhitespace })
        }
    }
}
