import Conformance
import Contracts
import JSON
import VerifierEvents

/// Makes a cause of the symptoms that it explains.
struct CauseWriter {
    let key: CauseKey
    let symptoms: [Symptom]
    /// The symptoms that show the cause by themselves, not those that only follow from it.
    private let proofs: [Symptom]
    let facts: ContractFacts
    private let sides: [CauseKey]

    init(_ key: CauseKey, _ symptoms: [Symptom], _ facts: ContractFacts, sides: [CauseKey]) {
        self.key = key
        self.sides = sides
        self.symptoms = symptoms
        let own = symptoms.filter { $0.isExplained(by: key) }
        let steady = own.filter { !$0.isSoft }
        proofs = steady.isEmpty ? own.isEmpty ? symptoms : own : steady
        self.facts = facts
    }

    var cause: Cause {
        let actions = self.actions
        let sentence = CauseSentence(key, subjects, actions, members, proofs, facts)
        return Cause(
            key: key,
            sides: sides.sorted(),
            severity: rules.contains { $0.level == .must } ? key.kind.severity : .recommendation,
            title: sentence.title,
            sentence: sentence.text,
            rules: rules,
            actions: actions,
            members: members,
            script: proofs.map(\.failure.script).filter { !$0.isEmpty }
                .min { ($0.utf8.count, $0) < ($1.utf8.count, $1) } ?? "",
            cases: cases
        )
    }

    private var rules: [Rule] {
        var seen: Set<String> = []
        let all = symptoms.map(\.failure.rule).filter { seen.insert($0.id).inserted }
        return all.filter { $0.level == .must } + all.filter { $0.level == .should }
    }

    private var actions: [String] {
        // The same member of another read, say, is the same thing to change.
        let others = sides.filter { $0.kind == key.kind && $0.subject == key.subject }.compactMap(\.action)
        let names = Set(key.action.map { [$0] + others } ?? proofs.compactMap(\.action))
        return facts.contract.actions.map(\.name).filter(names.contains)
    }

    /// The subject, and those of what belongs to the same cause.
    private var subjects: [String] {
        [key.subject]
            + Set(sides.filter { $0.kind == key.kind }.map(\.subject)).subtracting([key.subject]).sorted()
    }

    private var members: [String] {
        var seen: Set<String> = []
        return proofs.map(\.member).filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    private var cases: [CaseIdentity] {
        var seen: Set<CaseIdentity> = []
        return symptoms.map(\.identity).filter { seen.insert($0).inserted }
    }
}
