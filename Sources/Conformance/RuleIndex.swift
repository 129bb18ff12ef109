import Contracts

/// The service's rules for every response, and the rules that actions name for their responses.
struct RuleIndex: Sendable {
    private let byCheck: [BuiltInCheck: [Rule]]
    private let byName: [String: Rule]

    init(_ contract: Contract) {
        let general = contract.rules.filter { $0.action == nil }
        byCheck = Dictionary(grouping: general.filter { $0.check != nil }) { $0.check ?? .corsOneOrigin }
        byName = Dictionary(contract.rules.map { ($0.id, $0) }) { first, _ in first }
    }

    /// Returns the rule of an id.
    subscript(id: String) -> Rule? { byName[id] }

    /// Returns a violation of each rule of a check; one without a rule where the contract has none.
    func violations(_ check: BuiltInCheck, _ summary: String, _ deviations: [Deviation]) -> [Violation] {
        let rules = byCheck[check] ?? []
        guard !rules.isEmpty else {
            return [Violation(rule: nil, summary: summary, deviations: deviations)]
        }
        return rules.map { Violation(rule: $0, summary: summary, deviations: deviations) }
    }

    /// Returns whether the contract has a rule for a check.
    func has(_ check: BuiltInCheck) -> Bool { byCheck[check] != nil }
}
