import Conformance
import Contracts
import JSON
import VerifierEvents

extension Symptom {
    /// Whether the symptom says little by itself, and is more likely to follow from something else that is wrong.
    var isSoft: Bool {
        if let status, status >= 500 { return false }
        if isKept || isOverlapping || !conditionMembers.isEmpty { return true }
        if failure.rule.check == .etagModified || failure.rule.check == .generatedRefused {
            return true
        }
        if isStateAfterRefusal || isRecordLike || isOrderOfValue || isUnknownPlace { return true }
        if isShape, [.type, .value].contains(deviation.kind), !writers.isEmpty { return true }
        if failure.reproductions.isFlaky { return true }
        return candidates.allSatisfy { $0.key.kind == .rule }
    }

    /// Returns whether the symptom may follow from a cause that others have shown.
    func follows(from key: CauseKey) -> Bool {
        guard key.kind != .rule else { return false }
        if Self.namesMember.contains(key.kind), !conditionMembers.isEmpty,
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
        if isUnknownPlace, Self.movesRecords.contains(key.kind) { return concerns(key.action ?? "") }
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
                && contract.action(action)?.isRead == false
        }
        // What a read shows in another form cannot be compared with what it showed before.
        if isOverlapping || failure.rule.check == .etagModified, isReading(action) { return true }
        switch failure.rule.check {
        case .generatedRefused: return [.notRefused, .refusedButWritten].contains(key.kind)
        case .etagModified: return Self.changesState.contains(key.kind)
        default: break
        }
        if isOverlapping {
            return Self.changesState.union([.refusedButWritten, .listOrder]).contains(key.kind)
                && (key.subject.isEmpty || key.subject == member)
        }
        // Only a text that is looked for, a flaky failure, or one without a kind is left.
        return isKept || failure.reproductions.isFlaky
            || candidates.allSatisfy { $0.key.kind == .rule }
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

    /// Whether a list lacks a record of certain values, one of which may be another.
    private var isRecordLike: Bool { deviation.expected.text.hasPrefix("a record like ") }

    /// Whether records are compared by a member, so that a wrong value looks like another order.
    private var isOrderOfValue: Bool {
        guard deviation.kind == .order, let last = deviation.pointer?.tokens.last else { return false }
        return deviation.pointer?.tokens.contains { Int($0) != nil } == true && Int(last) == nil
    }

    /// Whether another value is in a list that was too long to be kept, so that it may be another record's.
    private var isUnknownPlace: Bool {
        guard deviation.kind == .value || deviation.kind == .missing, deviation.action == nil,
            let exchange = failure.exchange, exchange.answered.value == nil
        else { return false }
        return deviation.pointer?.tokens.contains { Int($0) != nil } == true
    }

    /// Whether the deviation is in an answer of a read.
    private func isReading(_ action: String) -> Bool {
        (action == deviation.action || action == self.action) && contract.action(action)?.isRead == true
    }

    /// Whether requests that overlap have led to it, so that one of two orders, or what both leave together, is looked for.
    private var isOverlapping: Bool {
        failure.rule.check == .concurrentEffects
            || contract.overlaps(identity) && ![.status, .header, .syntax].contains(deviation.kind)
    }

    /// Whether it is what is there after a request that had to be refused.
    private var isStateAfterRefusal: Bool {
        guard [.count, .value, .extra, .missing, .order].contains(deviation.kind) else { return false }
        return failure.actions.contains { contract.refuses($0, in: identity) }
    }

    /// The members by which the records are chosen that are counted.
    private var conditionMembers: [String] {
        guard deviation.kind == .count, let start = deviation.expected.text.firstRange(of: " with /")
        else {
            return []
        }
        let conditions = deviation.expected.text[start.upperBound...]
        return [String(conditions.prefix { !$0.isWhitespace })]
    }
}
