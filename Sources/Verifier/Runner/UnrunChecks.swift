public import Contracts

/// What of a contract `lint` counts as checked and no case of a run can try.
public struct UnrunChecks: Sendable {
    /// The actions without an example that succeeds, in the contract's order: what they promise of a success is not run.
    public let actions: [Action]
    /// The rules with a built-in check of which no case can be made, in the contract's order.
    public let rules: [Rule]

    /// Finds what a run with all its cases leaves out.
    ///
    /// - Parameters:
    ///   - contract: What was promised.
    ///   - hasOracle: Whether there is a reference implementation to walk beside.
    /// - Complexity: O(*n*) in the number of cases.
    public init(_ contract: Contract, hasOracle: Bool) {
        let plan = Plan(contract, CaseFilter([]), generatedCases: 1, walkSteps: hasOracle ? 1 : 0)
        var run = Set((plan.cases.flatMap(\.rules) + plan.collected.flatMap(\.rules)).map(\.id))
        // Every step that expects no other status is judged by these.
        if !contract.scenarios.isEmpty { run.formUnion(contract.rules(for: .successStatus).map(\.id)) }
        actions = contract.actions.filter { !$0.examples.contains(where: \.isSuccess) }
        rules = contract.rules.filter { $0.check != nil && !run.contains($0.id) }
    }

    /// What is left out and why, a line for each.
    public var lines: [String] {
        actions.map { "\($0.name) is not run: \(Self.reason(for: $0))" }
            + rules.map { rule in
                "the rule '\(rule.id)' is not run: no case of its check '\(rule.check?.rawValue ?? "")' can be made of"
                    + " the contract's actions and their examples"
            }
    }

    /// Why nothing is known of an action's successes.
    static func reason(for action: Action) -> String { "no example of `\(action.name)` succeeds" }
}
