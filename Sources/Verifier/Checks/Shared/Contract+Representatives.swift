import Contracts
import VerifierEvents

extension Contract {
    /// The actions without a body that have a working example, in the contract's order.
    var workingReads: [WorkingExample] { workingExamples { !$0.has(.body) } }

    /// The actions with arguments in a JSON body that have a working example, in the contract's order.
    var workingWrites: [WorkingExample] { workingExamples(\.hasJSONMembers) }

    /// The read for checks of the transport: one whose response contains the attempt's own state only.
    var representativeRead: WorkingExample? {
        let workingReads = workingReads.filter(\.action.isSafe)
        return workingReads.first { !$0.example.after.isEmpty && !$0.action.showsSharedRecords }
            ?? workingReads.first
    }

    /// The write for checks of the transport: the one that needs the least state.
    var representativeWrite: WorkingExample? {
        workingWrites.min { exchanges(before: $0.example).count < exchanges(before: $1.example).count }
    }

    private func workingExamples(_ isMeant: (Request) -> Bool) -> [WorkingExample] {
        actions.compactMap { action in
            guard isMeant(action.request), let example = action.workingExample else { return nil }
            return WorkingExample(action: action, example: example)
        }
    }
}

extension PlannedCase {
    /// Creates a case of the transport suite.
    static func transport(
        _ name: String,
        kind: CheckKind = .protocol,
        _ rules: [Rule],
        run: @escaping @Sendable (Attempt) async throws(AttemptEnd) -> Void
    ) -> PlannedCase {
        PlannedCase(suite: CaseIdentity.transportSuite, kind: kind, name: name, rules: rules, run: run)
    }
}
