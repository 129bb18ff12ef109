import Conformance
import Contracts
import JSON
import VerifierEvents

/// Writes what is wrong as one sentence, with its likely reason.
struct CauseSentence {
    let key: CauseKey
    /// What is concerned: the key's subject, and those of what belongs to the same cause.
    let subjects: [String]
    let actions: [String]
    let members: [String]
    let symptoms: [Symptom]
    let facts: ContractFacts

    init(
        _ key: CauseKey,
        _ subjects: [String],
        _ actions: [String],
        _ members: [String],
        _ symptoms: [Symptom],
        _ facts: ContractFacts
    ) {
        self.key = key
        self.subjects = subjects
        self.actions = actions
        self.members = members
        self.symptoms = symptoms
        self.facts = facts
    }

    /// The sentence, without its full stop.
    var text: String {
        switch key.kind {
        case .lostUpdate:
            title + example
                + "; it may write back what it has read, instead of changing it in one step"
        case .memberMissing: title + example + (newName.map { "; '\($0)' may be its new name" } ?? "")
        case .memberExtra, .notRefused: title
        default: title + example
        }
    }

    /// The sentence without what was expected and seen.
    var title: String {
        if key.kind == .memberMissing, subject == Self.everyAction {
            return "no action answers \(subjects.joined(separator: ", "))"
        }
        return "\(subject) \(isPlural ? predicate.ofSeveral : predicate)"
    }

    /// What the one action does that is concerned.
    private var predicate: String {
        switch key.kind {
        case .actionMissing: "does not exist: every request is refused"
        case .exception: "ends in an unhandled exception\(whenSubject)"
        case .recordMissing:
            isRead ? "leaves records out of its list" : "does not leave the records that it should"
        case .recordExtra:
            isRead ? "lists records that do not belong there" : "leaves records that it should not"
        case .lostUpdate: "loses a write that happens at the same time"
        case .refusedButWritten: "refuses a request and changes something all the same"
        case .wrongValue: "shows a wrong \(key.subject)"
        case .wrongWrite: "leaves a wrong \(key.subject)"
        case .listOrder: "lists records in another order"
        case .wrongBody: "answers with another body than the contract's"
        case .memberMissing: "does not answer \(subjects.joined(separator: ", "))"
        case .memberExtra: "answers \(subjects.joined(separator: ", "))\(whyExtra)"
        case .memberType: "answers \(memberList) of another type"
        case .memberValue: "answers a \(key.subject) that the contract does not allow"
        case .header: "answers\(headerTitle)"
        case .notRefused: "serves a request that has to be refused\(whenRefused)"
        case .wronglyRefused: "refuses a request that has to be served\(whenRefused)"
        case .wrongStatus: "answers another status"
        case .slow: "takes too long"
        case .rule: "breaks the rule '\(symptoms.first?.failure.rule.text ?? key.subject)'"
        }
    }

    /// Why a member should not be there: the contract has none of that name, or the record should have lost it.
    private var whyExtra: String {
        symptoms.allSatisfy { !$0.isShape } && facts.isMember(key.subject)
            ? ", which should not be there" : ", which the contract does not have"
    }

    /// What is wrong with a header: which answers have it where not all have, and whether any have it at all.
    private var headerTitle: String {
        let classes = Set(subjects.map { $0.split(separator: " ").dropFirst().first ?? "" })
        let answer = classes.count == 1 ? classes.first.map { $0.isEmpty ? "" : " a \($0)" } ?? "" : ""
        let isMissing = symptoms.allSatisfy { $0.deviation.kind == .missing }
        return answer + (isMissing ? " without" : " with another")
            + " header \(key.subject.split(separator: " ").first ?? "")"
    }

    private var isRead: Bool { key.action.flatMap(facts.action)?.isRead ?? true }

    private var subject: String {
        if actions.isEmpty { return key.action ?? "the service" }
        if actions.count <= 3 { return actions.joined(separator: ", ") }
        return key.action.map { "\($0) and \(actions.count - 1) other actions" } ?? Self.everyAction
    }

    private static let everyAction = "every action"

    private var isPlural: Bool { actions.count > 1 && subject != Self.everyAction }

    private var memberList: String {
        members.count > 4 ? "\(members.count) members" : members.joined(separator: ", ")
    }

    private var whenSubject: String {
        key.subject.isEmpty ? "" : " (\(key.subject))"
    }

    /// What is special about a request that is served or refused wrongly: an argument that breaks the schema, or else the rule.
    private var whenRefused: String {
        guard let rule = symptoms.first?.failure.rule,
            key.subject.isEmpty || key.subject == rule.id || BuiltInCheck(rawValue: key.subject) != nil
        else { return whenSubject }
        return ": '\(rule.text.shortened(120))'"
    }

    /// The one member beside a missing one that the contract does not have, where it is the same in all answers.
    private var newName: String? {
        var names: Set<String> = []
        for symptom in symptoms where symptom.deviation.action == nil {
            guard let answered = symptom.failure.exchange?.answered.value,
                let pointer = symptom.deviation.pointer
            else { continue }
            let place = pointer.tokens.last == key.subject ? pointer.parent : pointer
            guard let object = place.flatMap({ answered[$0] })?.objectValue else { continue }
            let unknown = object.names.filter { !facts.isMember($0) }
            guard unknown.count == 1 else { return nil }
            names.formUnion(unknown)
        }
        return names.count == 1 ? names.first : nil
    }

    private var example: String {
        // The reason why an answer cannot be read says more than what is missing in it.
        let shown = symptoms.first { $0.deviation.kind == .syntax } ?? symptoms.first
        guard let deviation = shown?.deviation else { return "" }
        if deviation.kind == .syntax { return ": \(deviation.line.shortened(200))" }
        let expected = deviation.expected.text.shortened(80)
        let wanted = expected.hasPrefix("must ") ? "it \(expected)" : "expected \(expected)"
        return ": \(wanted), seen \(seen(in: deviation).shortened(120))"
    }

    /// What is there: of a list with too many or too few records their number, and not the answer.
    private func seen(in deviation: Deviation) -> String {
        let text = deviation.seen.text
        guard deviation.kind == .count, let count = deviation.seen.value?.intValue,
            !text.hasPrefix("\(count) ")
        else { return text }
        return "\(count)"
    }
}

extension String {
    /// What one action does, said of several: `answers` becomes `answer`.
    fileprivate var ofSeveral: String {
        let words = split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let verb = words[0] == "does" ? "do" : words[0].dropLast()
        return ([verb] + words.dropFirst()).joined(separator: " ")
    }

    /// The text with at most so many characters; three dots stand for the rest.
    fileprivate func shortened(_ most: Int) -> String {
        utf8.count <= most || count <= most ? self : "\(prefix(most))..."
    }
}
