import VerifierEvents

/// The same members and headers, seen at several places.
extension CauseMerge {
    static let ofMembers: Set<CauseKind> = [
        .wrongValue, .wrongWrite, .memberMissing, .memberExtra, .memberType, .memberValue,
    ]

    /// Whether both are about one member, of one action or of a read that shows what the other one writes.
    func isSameMember(_ key: CauseKey, _ other: CauseKey) -> Bool {
        guard Self.ofMembers.contains(key.kind), Self.ofMembers.contains(other.kind),
            !members(of: key).isDisjoint(with: members(of: other))
        else { return false }
        guard let action = key.action, let another = other.action, action != another else { return true }
        return isRelated(action, another) && !(isWrite(action) && isWrite(another))
    }

    func members(of key: CauseKey) -> Set<String> {
        let seen = Set((symptoms[key] ?? []).map(\.member).filter { !$0.isEmpty })
        return facts?.isMember(key.subject) == true ? [key.subject] : seen
    }

    /// Whether an action gets two members wrong in the same cases.
    func isSameWrite(_ key: CauseKey, _ other: CauseKey) -> Bool {
        [.wrongWrite, .wrongValue].contains(key.kind) && key.kind == other.kind && key.action == other.action
            && (count(key) == 1 || cases[key]?.isDisjoint(with: cases[other] ?? []) == false)
    }

    /// Whether a write loses, or keeps, several members that records may lack.
    func isDropped(_ key: CauseKey, beside other: CauseKey) -> Bool {
        guard [.memberMissing, .memberExtra].contains(key.kind), key.kind == other.kind,
            count(key) == 1 || cases[key]?.isDisjoint(with: cases[other] ?? []) == false,
            (symptoms[key] ?? []).allSatisfy({ $0.action == other.action })
        else { return false }
        return [key, other].allSatisfy { key in
            (symptoms[key] ?? []).allSatisfy { !$0.isShape && facts?.isMember(key.subject) == true }
        }
    }

    /// Whether the same header is wrong in successes, failures and answers to no action.
    func isHeader(_ key: CauseKey, _ other: CauseKey) -> Bool {
        key.kind == .header && other.kind == .header && key.action == nil && other.action == nil
            && key.subject.split(separator: " ").first == other.subject.split(separator: " ").first
    }

    /// Whether a body has another form and its header says so.
    func isBody(_ key: CauseKey, _ other: CauseKey) -> Bool {
        let kinds: Set<CauseKind> = [key.kind, other.kind]
        return kinds == [.header, .wrongBody]
            && (key.kind == .header ? key : other).subject.hasPrefix("Content-Type")
            || kinds == [.wrongBody] && key.subject == other.subject
    }
}
