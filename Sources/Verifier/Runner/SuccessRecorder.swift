import Contracts
import JSON
import Lambda
import Synchronization

/// The actions of which a run has seen a success.
final class SuccessRecorder: Sendable {
    private let succeeded = Mutex<Set<ExactString>>([])

    /// Notes an answer to a request of an action.
    func note(_ exchange: RecordedExchange, of action: Action?) {
        guard let action, exchange.request.method == action.method,
            action.succeeds(with: exchange.response.status)
        else { return }
        succeeded.withLock { _ = $0.insert(ExactString(action.name)) }
    }

    /// Finds the actions of a plan that never succeeded, in the contract's order.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - plan: What was run. Where that is a part of the contract, an action counts when the plan has an example of it
    ///     that should succeed, or when it has none and anything of it was run.
    ///   - options: How the run was made.
    ///   - noted: The suites of which the run shows a failure or a warning.
    /// - Returns: Each with the reason why there was no success.
    func unproven(
        in contract: Contract,
        _ plan: Plan,
        _ options: VerifierOptions,
        noted: Set<String>
    ) -> [UnprovenAction] {
        let succeeded = succeeded.withLock(\.self)
        return contract.actions.compactMap { action in
            guard !succeeded.contains(ExactString(action.name)),
                options.only.isEmpty || plan.demandsSuccess(of: action)
            else { return nil }
            // A read may need records, which a run that must not write cannot make.
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
    /// Whether a run of the plan that shows no success of an action has left something out.
    fileprivate func demandsSuccess(of action: Action) -> Bool {
        let own = cases.filter { $0.identity.suite == action.name }
        let working = action.examples.filter(\.isSuccess)
        guard !working.isEmpty else { return !own.isEmpty }
        return own.contains { planned in
            planned.identity.kind == .example && working.contains { $0.name == planned.identity.name }
        }
    }
}
