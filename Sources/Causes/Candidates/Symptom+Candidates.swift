import Conformance
import Contracts
import JSON
import VerifierEvents

extension Symptom {
    /// The causes that would explain the symptom; at least one.
    var derivedCandidates: [Candidate] {
        let found = specific
        return found.isEmpty ? [Candidate(.rule, ruleAction, failure.rule.id, 5)] : found
    }

    /// Returns whether a cause would explain the symptom by itself.
    func isExplained(by key: CauseKey) -> Bool { candidates.contains { $0.key == key } }

    private var specific: [Candidate] {
        if let action = failure.exchange?.action ?? action, missing.contains(action) {
            return [Candidate(.actionMissing, action, "", 10)]
        }
        if let status, status >= 500, deviation.kind != .header { return exceptionCandidates }
        if isShape, let status, status < 300, isFailureBody { return failureAsSuccess }
        if isShape, isBodyUnknown, ![.header, .status].contains(deviation.kind) { return wrongBody }
        if identity.kind == .concurrent, failure.rule.check == .concurrentEffects { return concurrency }
        if failure.rule.check == .etagModified, deviation.kind == .status { return staleTag }
        if failure.rule.check == .emptyOptionalIsAbsent, identity.kind != .shape {
            guard let status, status >= 400 else {
                // It is answered as nothing else is, or as everything is answered wrongly.
                return [Candidate(.rule, ruleAction, failure.rule.id, 10)] + ordinary
            }
            return [Candidate(.wronglyRefused, nil, BuiltInCheck.emptyOptionalIsAbsent.rawValue, 10)]
        }
        if let check = failure.rule.check, Self.ofDecoding.contains(check), deviation.kind != .status {
            return [Candidate(.rule, nil, failure.rule.id, 7)] + ordinary
        }
        if isOtherRecordWritten { return [Candidate(.notRefused, identity.suite, "", 10)] }
        if isChangeByRefused { return changeByRefused }
        if isRefusedInstead { return [Candidate(.wronglyRefused, action, "", 8)] }
        return ordinary
    }

    /// The checks of how a request is read, whatever it asks for.
    private static let ofDecoding: Set<BuiltInCheck> = [.queryPercentDecoded, .queryPlusIsSpace]

    /// The candidates by the kind of the deviation alone.
    private var ordinary: [Candidate] {
        if isListMissing { return missingCandidates }
        if hasSwappedList { return listCandidates }
        if case .header(let name) = deviation.place, deviation.kind != .extra {
            return headerCandidates(name)
        }
        switch deviation.kind {
        case .status: return statusCandidates
        case .duration: return [Candidate(.slow, action, "", 5)]
        case .header: return ruleCandidates
        case .missing where deviation.pointer == nil: return ruleCandidates
        case .extra where failure.rule.check == .headAsGet: return ruleCandidates
        case .syntax: return wrongBody
        // A walk tells the order of a list at the list: here it is a time that has changed.
        case .order where isOrderOfValue && identity.kind == .model: return valueCandidates
        case .order: return orderCandidates
        case .count: return listCandidates
        case .type: return typeCandidates
        case .missing: return missingName == nil && isRecord ? listCandidates : missingCandidates
        case .extra: return isRecord ? listCandidates : extraCandidates
        case .value: return deviation.pointer == nil ? ruleCandidates : valueCandidates
        }
    }

    /// Whether a write that names another record has changed one whose id is alike.
    private var isOtherRecordWritten: Bool {
        [.identifiersByBytes, .identifiersOpaque].contains(failure.rule.check) && deviation.action != nil
            && contract.isWrite(identity.suite)
    }

    /// The action of the rule, or else the suite's.
    var ruleAction: String? { failure.rule.action ?? (isSuiteAnAction ? identity.suite : action) }

    /// Whether the rule is about the form of every answer.
    var isShape: Bool { identity.kind == .shape }

    /// Whether the place is an element of a list, or a record by its id.
    var isRecord: Bool {
        guard let last = deviation.pointer?.tokens.last else { return false }
        return Int(last) != nil || !contract.isMember(last) && deviation.action != nil
            || deviation.expected.value?.objectValue != nil && deviation.seen.value == nil && !isShape
                && (!contract.isMember(last) || isRecordLike)
            || isBeyondList
    }

    /// Whether the answer refuses the request, and so lacks what is looked for in it.
    private var isRefusedInstead: Bool {
        guard let status, (400..<500).contains(status), deviation.action == nil,
            deviation.kind != .status,
            let name = deviation.pointer?.tokens.first ?? (isShape ? nil : missingName)
        else { return false }
        return !contract.isErrorMember(name) && failure.exchange?.answered.value?[name] == nil
    }

    /// Whether the answer has no list where one is looked for.
    var isListMissing: Bool {
        [.order, .count, .missing].contains(deviation.kind) && deviation.expected.text == "a list"
    }

    /// The candidates of a body of another form.
    var wrongBody: [Candidate] {
        [Candidate(.wrongBody, action, statusClass, 10), Candidate(.wrongBody, nil, statusClass, 9)]
    }

    /// The class of the answer's status, as a subject: `2xx`.
    var statusClass: String { status.map { $0 < 400 ? "success" : "failure" } ?? "" }

    /// The candidates of a rule that says all there is to say.
    var ruleCandidates: [Candidate] {
        [Candidate(.rule, ruleAction, failure.rule.id, 6)]
    }

    private func headerCandidates(_ name: String) -> [Candidate] {
        let subject = isShape || action == nil ? name + (action == nil ? "" : " " + statusClass) : name
        return [Candidate(.header, action, subject, 10), Candidate(.header, nil, subject, 9)]
    }

    // MARK: Writes

    private var isChangeByRefused: Bool {
        [.parameterChangesNothing, .generatedRefused].contains(failure.rule.check)
            && deviation.action != nil
    }

    private var changeByRefused: [Candidate] {
        if let status, status < 400 { return refusalCandidates }
        let write = failure.exchange?.action ?? identity.suite
        return [Candidate(.refusedButWritten, write, "", 10)] + reading(.recordExtra, .wrongValue, 3)
    }

    private var concurrency: [Candidate] {
        let names = [identity.suite] + (deviation.since ?? failure.actions).filter { $0 != identity.suite }
        let writes = names.filter(contract.isWrite)
        if isBesideItself { return writes.map { Candidate(.lostUpdate, $0, "", 8) } }
        let written = deviation.kind == .value && !hasSwappedList
        return writes.flatMap { name in
            [
                Candidate(.lostUpdate, name, "", 8),
                written
                    ? Candidate(.wrongWrite, name, member, 5)
                    : Candidate(isTooFew ? .recordMissing : .recordExtra, name, "", 5),
            ]
        } + reading(.recordExtra, .wrongValue, 4)
    }

    private func reading(_ list: CauseKind, _ value: CauseKind, _ strength: Int) -> [Candidate] {
        guard let read = deviation.action else { return [] }
        return [
            deviation.kind == .value
                ? Candidate(value, read, member, strength) : Candidate(list, read, "", strength)
        ]
    }
}
