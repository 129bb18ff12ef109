import Conformance
import Contracts
import JSON
import VerifierEvents

extension Symptom {
    /// The candidates of another value: an answer that shows it wrongly, or a write that left it so.
    var valueCandidates: [Candidate] {
        guard let action else { return ruleCandidates }
        guard !member.isEmpty else { return ruleCandidates }
        if let status, status >= 400 {
            return [Candidate(.wrongValue, nil, member, 10), Candidate(.wrongValue, action, member, 9)]
        }
        if isMistyped { return typeCandidates }
        if isKept { return [Candidate(.wrongWrite, identity.suite, member, 8)] }
        let shifted = isShifted ? orderCandidates + shiftCandidates : []
        if !shifted.isEmpty, !contract.isChoice(member) { return shifted }
        return shifted + [Candidate(.wrongValue, action, member, isShape ? 10 : strength(of: action))]
            + written(member, isShape ? 5 : 0) + overlapping
    }

    /// The candidates of a list with other records than expected.
    var listCandidates: [Candidate] {
        guard let action else { return ruleCandidates }
        let kind: CauseKind = isTooFew ? .recordMissing : .recordExtra
        // The length of a page, and a record that is listed twice, are the read's.
        if isShape || isPage && (isTooFew || isLimited) || isTwice {
            return [Candidate(kind, action, "", 10)]
        }
        return [Candidate(kind, action, "", strength(of: action))]
            + writers.map { Candidate(kind, $0, "", isTooFew && isAddressed(by: $0) ? 4 : strength(of: $0)) }
            + (isTooFew ? [] : refusedWrites.map { Candidate(.refusedButWritten, $0, "", refusal(of: $0)) })
            + overlapping
    }

    /// Whether the list is a part of one: what others wrote is in it or not by where the part ends.
    private var isPage: Bool {
        deviation.action == nil && failure.exchange.map(contract.asksForPage) ?? false
    }

    /// Whether one record, by its id, is listed more than once.
    private var isTwice: Bool {
        deviation.expected.text.hasPrefix("1 records with ") && !isTooFew
            && conditionMembers.contains(where: contract.isIdentifier)
    }

    /// Whether only so many records are allowed.
    private var isLimited: Bool { deviation.expected.text.hasPrefix("at most ") }

    /// How likely a request that was refused has left a record: the rule's own, which says that it leaves none, most of all.
    private func refusal(of name: String) -> Int { failure.rule.action == name ? 11 : 9 }

    /// Whether a write names a record of the list, so that it does not make one that could be missing.
    private func isAddressed(by write: String) -> Bool {
        guard let action, let pointer = deviation.pointer else { return false }
        return contract.isKey(ofListAt: pointer, of: action, requiredBy: write)
    }

    /// The writes of the case that have to refuse a request of it.
    private var refusedWrites: [String] {
        failure.actions.filter { contract.isWrite($0) && contract.refuses($0, in: identity) }
    }

    /// The candidates of a record that is at another place, since others are too many or too few.
    private var shiftCandidates: [Candidate] {
        guard let action else { return [] }
        return ([action] + writers).flatMap { name in
            [CauseKind.recordMissing, .recordExtra].map {
                Candidate($0, name, "", strength(of: name) - 3)
            }
        }
    }

    /// The candidates of records in another order.
    var orderCandidates: [Candidate] {
        guard let action else { return ruleCandidates }
        return [Candidate(.listOrder, action, "", 10)]
    }

    /// The candidates of a value that one of the writes before has left.
    func written(_ member: String, _ most: Int) -> [Candidate] {
        writers.map {
            Candidate(.wrongWrite, $0, member, most > 0 ? min(most, strength(of: $0)) : strength(of: $0))
        }
    }

    /// The writes before, and that of the suite or the rule.
    var writers: [String] {
        writes.filter(contract.isWrite)
    }

    /// How likely an action of the case is to blame: the rule's own most, then the suite's, then the others.
    private func strength(of name: String) -> Int {
        let isBlamed = failure.rule.action == name
        let isSuite = identity.suite == name
        if name == action { return isBlamed || isSuite ? 9 : 8 }
        if contract.overlaps(identity) { return 5 }
        // The read has shown it rightly before.
        if deviation.since != nil { return 10 }
        return isBlamed ? 10 : isSuite ? 9 : name == writes.last ? 7 : 6
    }

    /// Whether the value is of another type or unit, whatever the check has compared.
    private var isMistyped: Bool {
        guard let seen = deviation.seen.value else { return false }
        let expected = deviation.expected.value
        // With a message the expected value is that of a keyword: a number may be a length.
        if let expected, expected.arrayValue == nil, expected.typeName != seen.typeName,
            deviation.message == nil || expected.numberValue == nil
        {
            return true
        }
        guard let number = seen.numberValue, expected?.numberValue?.isInteger != false else { return false }
        let isBeyondLimit = deviation.message != nil && expected != nil
        return !number.isInteger && !isBeyondLimit || isInSeconds(number, insteadOf: expected?.numberValue)
    }

    /// Returns whether a number is a time in seconds where one in milliseconds is meant.
    private func isInSeconds(_ number: JSONNumber, insteadOf expected: JSONNumber?) -> Bool {
        guard let seen = number.intValue, (1_000_000_000..<100_000_000_000).contains(seen) else {
            return false
        }
        return expected?.intValue.map { $0 >= 100_000_000_000 } ?? true
    }

    /// Whether the check looks for a text that was sent in what reads show.
    var isKept: Bool {
        let check = failure.rule.check
        // A scenario compares the value in its place.
        return check == .generatedKept || check == .textsKept && deviation.action != nil
    }

    /// The lost updates of a scenario whose requests overlap.
    private var overlapping: [Candidate] {
        guard overlaps else { return [] }
        // Elsewhere requests overlap only so that many are sent in a short time.
        return writers.map { Candidate(.lostUpdate, $0, "", identity.kind == .concurrent ? 11 : 6) }
    }

    /// Whether a whole list is another one.
    var hasSwappedList: Bool {
        deviation.kind == .value && deviation.pointer?.isRoot == false
            && deviation.expected.text.first == "["
            && deviation.seen.text.first == "["
    }

    /// Whether the place is in an element that the list does not have.
    var isBeyondList: Bool {
        guard deviation.kind == .missing, let pointer = deviation.pointer, let parent = pointer.parent,
            let answered
        else { return false }
        return Int(parent.tokens.last ?? "") != nil && answered[parent] == nil
    }

    /// Whether records are compared by their places; a scenario may look for them by their members.
    var isPositional: Bool {
        guard let pointer = deviation.pointer else { return true }
        return contract.expectsValue(at: pointer, in: identity) ?? true
    }

    /// Whether the value is another record's, since records are missing or in another order.
    private var isShifted: Bool {
        // What a schema asks for holds for every record of a list.
        guard let pointer = deviation.pointer, deviation.action == nil, deviation.message == nil,
            isPositional,
            let expected = deviation.expected.value,
            let index = pointer.tokens.lastIndex(where: { Int($0) != nil }),
            index < pointer.tokens.count - 1,
            expected.isDistinctive, deviation.seen.value?.isDistinctive == true,
            ![.model, .concurrent].contains(identity.kind) || hasOther(in: pointer.tokens[...index])
        else { return false }
        guard let elements = answered?[JSONPointer(tokens: Array(pointer.tokens[..<index]))]?.arrayValue
        else {
            if let seen = deviation.seen.value, contract.expects(seen, inOtherElementThan: pointer, identity)
            {
                return true
            }
            // A long answer is kept as a shortened text.
            let text = expected.compactText
            return text.utf8.count > 6 && failure.exchange?.answered.text.contains(text) == true
        }
        let rest = JSONPointer(tokens: Array(pointer.tokens[(index + 1)...]))
        // A value that several records have tells nothing about which of them it is.
        return elements.count { $0[rest] == expected } == 1
    }

    /// Whether another member of the same element differs as well: of a whole record that is another one more than one does.
    private func hasOther(in element: ArraySlice<String>) -> Bool {
        failure.deviations.contains { other in
            other.pointer != deviation.pointer && other.action == deviation.action
                && other.pointer?.tokens.starts(with: element) == true
        }
    }

    /// The body of the answer; `nil` where it was not kept, or is another action's.
    var answered: JSONValue? {
        deviation.action == nil ? failure.exchange?.answered.value : nil
    }

    /// Whether records are missing, not too many.
    var isTooFew: Bool {
        if deviation.kind == .missing { return true }
        if deviation.kind == .extra { return false }
        if let expected = deviation.expected.value?.arrayValue,
            let seen = deviation.seen.value?.arrayValue
        {
            return seen.count < expected.count
        }
        guard let seen = deviation.seen.value?.intValue ?? deviation.seen.value?.arrayValue?.count
        else {
            // A list that is too long to be kept.
            return !deviation.expected.text.contains("at most")
        }
        guard let expected = deviation.expected.value?.intValue else { return seen == 0 }
        return seen < expected
    }
}

extension JSONValue {
    /// Whether hardly two records have the value by chance: a text, or a number as large as a time.
    var isDistinctive: Bool {
        stringValue?.isEmpty == false || (intValue ?? 0) >= 1_000_000_000
    }
}
