import Conformance
import Contracts
import JSON
import VerifierEvents

/// One deviation of a failing case, with everything of the run that says where it may come from.
struct Symptom {
    /// The place of the case in the results.
    let place: Int
    /// The place of the failure among the case's failures and warnings.
    let number: Int
    /// The case.
    let identity: CaseIdentity
    /// The failure.
    let failure: Failure
    /// The deviation.
    let deviation: Deviation
    /// The contract.
    let contract: ContractFacts
    /// The actions that do not exist at the endpoint.
    let missing: Set<String>
    /// Whether requests of the case overlap: by its kind, by its scenario, or, in a walk, by the script that shows it, which waits for them.
    let overlaps: Bool
    /// The causes that would explain it; at least one.
    private(set) var candidates: [Candidate] = []
    /// How much it says by itself.
    private(set) var certainty = Certainty.firm

    init(
        place: Int,
        number: Int,
        identity: CaseIdentity,
        failure: Failure,
        deviation: Deviation,
        contract: ContractFacts,
        missing: Set<String>
    ) {
        self.place = place
        self.number = number
        self.identity = identity
        self.failure = failure
        self.deviation = deviation
        self.contract = contract
        self.missing = missing
        overlaps = contract.overlaps(identity) || identity.kind == .model && Self.waits(failure.script)
        // Once, since all the others are asked for them again and again.
        candidates = derivedCandidates
        certainty = derivedCertainty
    }

    /// The action whose answer deviates; `nil` for requests without one.
    var action: String? {
        deviation.action ?? failure.exchange?.action ?? (isSuiteAnAction ? identity.suite : nil)
    }

    /// Whether the suite of the case is an action.
    var isSuiteAnAction: Bool { contract.action(identity.suite) != nil }

    private static func waits(_ script: String) -> Bool {
        script.split(separator: "\n").contains { $0 == "wait" || $0.hasSuffix("; wait") }
    }

    /// The status of the answer; `nil` where there is no single one.
    var status: Int? { failure.exchange?.status }

    /// The actions before the deviation that write what the deviating answer shows, since it was last right; the last one last.
    var writes: [String] {
        guard let action, let read = contract.action(action) else { return [] }
        return (deviation.since ?? failure.actions).filter { name in
            guard let write = contract.action(name), name != action else { return false }
            return !Set(write.tables.writes).isDisjoint(with: read.tables.reads + read.tables.writes)
        }
    }

    /// Whether the place is an element of a list, or in one.
    var isInElement: Bool { deviation.pointer?.tokens.contains { Int($0) != nil } == true }

    /// The name of the member at the deviation's place: the last name in it that the contract knows; empty for the whole body.
    var member: String { deviation.pointer.map(contract.member) ?? "" }
}
