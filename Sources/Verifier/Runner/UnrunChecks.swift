public import Contracts

/// The parts of a contract that `lint` counts as checked and that no case of a run can check.
public struct UnrunChecks: Sendable {
    /// The actions without an example that succeeds, in the contract's order: their successes are not tested.
    public let actions: [Action]
    /// The rules with a built-in check for which no case can be created, in the contract's order.
    public let rules: [Rule]

    /// The writes into tables that no action reads, with those tables, in the contract's order: nothing but their own
    /// responses shows what they do.
    public let unseen: [(action: Action, tables: [String])]

    /// Finds what a run with all its cases leaves out.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - hasOracle: Whether there is a reference implementation for walks.
    /// - Complexity: O(*n*) in the number of cases.
    public init(_ contract: Contract, hasOracle: Bool) {
        let plan = Plan(contract, CaseFilter([]), generatedCases: 1, walkSteps: hasOracle ? 1 : 0)
        var run = Set((plan.cases.flatMap(\.rules) + plan.collected.flatMap(\.rules)).map(\.id))
        // Every step that expects no other status is judged by these.
        if !contract.scenarios.isEmpty { run.formUnion(contract.rules(for: .successStatus).map(\.id)) }
        actions = contract.actions.filter { !$0.examples.contains(where: \.isSuccess) }
        let read = Set(contract.actions.filter(\.isRead).flatMap(\.tables.reads))
        unseen = contract.actions.compactMap { action in
            let tables = action.tables.writes.filter { !read.contains($0) }
            return tables.isEmpty ? nil : (action, tables)
        }
        rules = contract.rules.filter { $0.check != nil && !run.contains($0.id) }
    }

    /// A line about each action and rule that is left out, with the reason, and about each write that nothing shows.
    public var lines: [String] {
        actions.map { "\($0.name) is not run: \(Self.reason(for: $0))" }
            + rules.map { rule in
                "the rule '\(rule.id)' is not run: no case of its check '\(rule.check?.rawValue ?? "")' can be made of"
                    + " the contract's actions and their examples"
            }
            + unseen.map { action, tables in
                "what \(action.name) writes into \(tables.joined(separator: " and ")) is not judged: no action that reads says"
                    + " in its \"tables\" that it shows it"
            }
    }

    /// Returns the reason why an action's successes are not tested.
    static func reason(for action: Action) -> String { "no example of `\(action.name)` succeeds" }
}
