import Conformance
import Contracts
import JSON
import VerifierEvents

extension Symptom {
    /// The candidates of a value of another type.
    var typeCandidates: [Candidate] {
        let expected = deviation.expected.value
        let isNumber =
            deviation.seen.value?.numberValue != nil && (expected == nil || expected?.numberValue != nil)
        let types =
            isNumber
            ? "another number"
            : "\(expectedType) as \(deviation.seen.value?.typeName ?? "something else")"
        guard !member.isEmpty else { return wrongBody }
        // A text that is kept as a number is so by the write: the read answers other texts as texts.
        let written = isKept ? [Candidate(.wrongWrite, identity.suite, member, 8)] : []
        return shared(.memberType, types, specific: member) + written
    }

    /// The candidates of a member that is missing.
    var missingCandidates: [Candidate] {
        let name = missingName ?? outermostMissing ?? member
        guard !name.isEmpty else { return ruleCandidates }
        if isBodyUnknown { return wrongBody }
        // A value that is there under another name is in the record: no write has left it out.
        return shared(.memberMissing, name, specific: name)
            + (hasUnknownSibling(of: name) ? [] : written(name, 3))
    }

    /// Whether there is a member beside a missing one that the contract does not know.
    private func hasUnknownSibling(of name: String) -> Bool {
        guard let pointer = deviation.pointer, let answered else { return false }
        let place = pointer.tokens.last == name ? pointer.parent ?? pointer : pointer
        return answered[place]?.objectValue?.contains { !contract.isMember($0.name) } ?? false
    }

    /// The candidates of a member that should not be there.
    var extraCandidates: [Candidate] {
        let name = deviation.pointer?.tokens.last { Int($0) == nil } ?? ""
        guard !name.isEmpty else { return wrongBody }
        return shared(.memberExtra, name, specific: name)
    }

    /// The candidates of a deviation that several members, or several actions, may share.
    private func shared(_ kind: CauseKind, _ general: String, specific: String) -> [Candidate] {
        guard let action else { return [Candidate(kind, nil, specific, 10)] }
        if statusClass == "failure" {
            return [Candidate(kind, nil, specific, 10), Candidate(kind, action, specific, 9)]
        }
        var found = [Candidate(kind, action, specific, 10)]
        if general != specific { found.append(Candidate(kind, action, general, 9)) }
        found.append(Candidate(kind, nil, general, 4))
        return found
    }

    /// Whether nothing in the answer is what the contract has there: no object, or one whose members it does not know; a list that is
    /// the whole body is known where something is only wrong with one of its elements.
    var isBodyUnknown: Bool {
        guard deviation.action == nil, let body = failure.exchange?.answered.value else { return false }
        guard let object = body.objectValue else {
            return body.arrayValue == nil || deviation.pointer?.isRoot != false
        }
        return !object.isEmpty && !object.contains { contract.isMember($0.name) }
    }

    /// The name of the member that a schema or an oracle misses.
    var missingName: String? {
        guard let names = deviation.expected.value, deviation.message != nil else { return nil }
        return names.stringValue ?? names.arrayValue?.first?.stringValue
    }

    /// The outermost member on the way to the place that the answer lacks: what is in it is not missing by itself.
    private var outermostMissing: String? {
        guard deviation.kind == .missing, let pointer = deviation.pointer, let answered else { return nil }
        var place = JSONPointer()
        for token in pointer.tokens {
            place = place.appending(token)
            if answered[place] == nil { return Int(token) == nil ? token : nil }
        }
        return nil
    }

    private var expectedType: String {
        guard let value = deviation.expected.value else { return "the right type" }
        guard isShape else { return value.typeName }
        let names = value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? []
        return names.isEmpty
            ? value.typeName : names.map { $0 == "integer" ? "number" : $0 }.joined(separator: "/")
    }
}
