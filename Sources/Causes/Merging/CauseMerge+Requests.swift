import Conformance
import Contracts
import VerifierEvents

/// The same requests, and what is only there since one was served that has to be refused.
extension CauseMerge {
    /// Whether answers show a value that breaks the schema of the argument for which the request has to be refused.
    func isEcho(_ key: CauseKey, of served: CauseKey) -> Bool {
        guard Self.ofMembers.contains(key.kind) || key.kind == .recordExtra,
            let argument = served.subject.split(separator: " ").first.map(String.init),
            facts?.isMember(argument) == true
        else { return false }
        return (symptoms[key] ?? []).allSatisfy { symptom in
            symptom.isShape && symptom.deviation.message != nil && symptom.member == argument
                && symptom.action.map { action in
                    served.action.map { $0 == action || isRelated($0, action) } ?? true
                } ?? true
        }
    }

    /// Whether a value is only beyond its limits since a write was served that has to be refused for what is stored.
    func isBeyondLimit(_ key: CauseKey, since served: CauseKey) -> Bool {
        guard key.kind == .wrongWrite, served.subject.isEmpty, let write = served.action else { return false }
        return (symptoms[key] ?? []).allSatisfy { symptom in
            symptom.isShape && symptom.deviation.kind == .value && symptom.deviation.message != nil
                && symptom.action.map { isRelated(write, $0) } ?? false
        }
    }

    /// Whether a wrong key or token is only served since none is asked for.
    func isUnasked(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .notRefused, other.kind == .notRefused,
            let asked = Self.asked.first(where: { $0.rawValue == other.subject })
        else { return false }
        return BuiltInCheck(rawValue: key.subject) == (asked == .keyRequired ? .keyInvalid : .bearerInvalid)
    }

    private static let asked: [BuiltInCheck] = [.keyRequired, .bearerRequired]

    /// Whether the same argument, or any request to the same action, is refused or served wrongly.
    func isSameRequest(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == other.kind else { return false }
        if key.kind == .wronglyRefused, key.action == nil, let action = other.action {
            return (symptoms[key] ?? []).allSatisfy { $0.action == action }
        }
        if key.kind == .wronglyRefused, other.action == nil, key.subject.isEmpty, count(key) == 1 {
            return isSeen(other, in: key.action)
        }
        // As `empty-query-action-uses-body` beside `empty-optional-is-absent`.
        if key.kind == .wronglyRefused, key.action == nil, other.action == nil, count(key) == 1,
            count(other) > 1
        {
            return key.subject.prefix { $0 != "-" } == other.subject.prefix { $0 != "-" }
        }
        guard key.kind == .notRefused, key.action == other.action, key.action != nil else { return false }
        let argument = key.subject.split(separator: " ").first
        return argument != nil && argument == other.subject.split(separator: " ").first
    }

    /// Whether the answer to a request that should be refused lacks a member.
    func isAnswer(_ key: CauseKey, toServed other: CauseKey) -> Bool {
        key.kind == .memberMissing && count(key) == 1 && other.kind == .notRefused
            && (other.action == nil || other.action == key.action && other.subject.isEmpty)
            && (symptoms[key] ?? []).allSatisfy(\.isShape)
    }

    /// Whether a request whose argument is not looked at is refused for something else.
    func isRefusedLater(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard key.kind == .wrongStatus, count(key) == 1, other.kind == .notRefused,
            key.action == other.action,
            let argument = other.subject.split(separator: " ").first
        else { return false }
        return (symptoms[key] ?? []).allSatisfy { $0.requestFeature?.hasPrefix("\(argument) ") == true }
    }

    /// Whether a request is refused, or not, for a state that the other cause has left.
    func isRefusal(_ key: CauseKey, after other: CauseKey) -> Bool {
        guard [.wrongStatus, .notRefused, .wronglyRefused].contains(key.kind),
            key.kind == .wrongStatus || key.subject.isEmpty,
            Self.ofWrites.contains(other.kind), let action = key.action, let write = other.action,
            action != write, isWrite(write), isRelated(action, write)
        else { return false }
        // What is asked for in another form is refused, or served, whatever is stored.
        guard (symptoms[key] ?? []).allSatisfy({ $0.isOfState }) else { return false }
        // Whether a tag still holds is no question of that.
        if key.kind == .wrongStatus, key.subject.contains("304") { return false }
        // A request is refused for a state or an id, not for a text or a number.
        if other.kind == .wrongWrite, let facts,
            !facts.isChoice(other.subject), !facts.isIdentifier(other.subject)
        {
            return false
        }
        // The example of an id that nobody has is the same in all cases: what another one has made is found.
        if other.kind == .notRefused { return count(key) == 1 }
        // What is served in the state that a write has not left says the same as that.
        let share = key.kind == .notRefused && other.kind == .wrongWrite ? 2 : 3
        return (count(key) <= 2 || share * count(key) <= count(other)) && isAfter(key, other)
    }

    /// Whether both are found by the same checks, as a wrong status and as a missing refusal.
    func isSameCheck(_ key: CauseKey, _ other: CauseKey) -> Bool {
        let kinds: Set<CauseKind> = [key.kind, other.kind]
        guard other.action == nil, kinds == [.wrongStatus, .notRefused] else { return false }
        let subjects = subjects(of: key)
        // Of the only action that serves it, all of it has to be that.
        guard key.action == nil else {
            return !subjects.isEmpty && subjects.isSubset(of: self.subjects(of: other))
        }
        return !subjects.isDisjoint(with: self.subjects(of: other))
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

    /// Whether it concerns every answer, or every success: not a status that only some refusals have.
    private func isGeneral(_ key: CauseKey) -> Bool {
        switch key.kind {
        case .wrongBody: true
        case .wrongStatus: key.subject.hasPrefix("2") || key.subject.hasPrefix("a failure")
        default: false
        }
    }

    /// Whether all answers have another status or form, and it is only seen beside that, or that is all there is to see.
    func isUnderGeneral(_ key: CauseKey, _ other: CauseKey) -> Bool {
        isGeneral(other) && other.action == nil
            && 10 * count(key) <= count(other)
            && (4 * count(other) >= all || (cases[key] ?? []).isSubset(of: cases[other] ?? []))
    }
}
