import Contracts
import JSON
import VerifierEvents

extension SuccessRecorder {
    /// Returns the actions of a plan that never succeeded, in the contract's order.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - plan: The plan of the run. Where it is a part of the contract, an action counts when the plan has an example of it
    ///   that should succeed, or when it has none and any of its cases was run.
    ///   - options: The options of the run.
    ///   - noted: The suites with a failure or a warning.
    /// - Returns: Each with the reason why there was no success.
    func unproven(
        in contract: Contract,
        _ plan: Plan,
        _ options: VerifierOptions,
        noted: Set<String>
    ) -> [UnprovenAction] {
        let succeeded = names
        return contract.actions.compactMap { action in
            guard !succeeded.contains(ExactString(action.name)),
                options.only.isEmpty || plan.expectsSuccess(of: action)
            else { return nil }
            // A read may need records, which a run without writes cannot create.
            let isLeftOut = !options.allowsWrites
            let hasExample = action.examples.contains(where: \.isSuccess)
            return UnprovenAction(
                name: action.name,
                reason: isLeftOut
                    ? (action.isSafe ? "what it needs" : "not run") + ": writes are not allowed"
                    : hasExample
                        ? "no request was answered \(action.successWords)"
                        : "not run: \(UnrunChecks.reason(for: action))",
                isAccountedFor: isLeftOut || noted.contains(action.name)
            )
        }
    }
}

extension Plan {
    /// Returns whether a plan covers successes of an action, so that their absence is worth a note.
    fileprivate func expectsSuccess(of action: Action) -> Bool {
        let own = cases.filter { $0.identity.suite == action.name }
        let working = action.examples.filter(\.isSuccess)
        guard !working.isEmpty else { return !own.isEmpty }
        return own.contains { planned in
            planned.identity.kind == .example && working.contains { $0.name == planned.identity.name }
        }
    }
}
