import Contracts
import Verifier

/// How large a contract is, and what checks its rules.
struct LintSummary: CustomStringConvertible {
    private let contract: Contract

    /// Makes the summary of a contract.
    init(_ contract: Contract) {
        self.contract = contract
    }

    /// Two lines: what there is, and how the rules are reached; then a line for whatever `verify` cannot run.
    var description: String {
        let must = contract.rules.count { $0.level == .must }
        let examples = contract.actions.reduce(0) { $0 + $1.examples.count }
        let size = [
            Count(contract.actions.count, "action").description,
            "\(Count(contract.rules.count, "rule")) (\(must) must, \(contract.rules.count - must) should)",
            Count(contract.scenarios.count, "scenario").description,
            Count(examples, "example").description,
            Count(contract.tables.count, "table").description,
        ]
        let unrun = UnrunChecks(contract, hasOracle: Program.current.reference?.oracle(for: contract) != nil)
            .lines
        return (["\(contract.service.name): \(size.joined(separator: ", "))", reached] + unrun)
            .joined(separator: "\n")
    }

    /// How many rules each kind of check reaches; a rule may be reached by more than one.
    private var reached: String {
        let coverage = RuleCoverage(contract)
        var counts = [
            "built-in checks": 0, "examples": 0, "scenarios": 0, "response shapes": 0, "list orders": 0,
        ]
        for rule in contract.rules {
            for kind in Set(coverage.uses(of: rule.id).map(Self.kind)) { counts[kind, default: 0] += 1 }
        }
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "\($0.value) by \($0.key)"
        }
        return "rules are reached: \(parts.joined(separator: ", ")); by nothing: \(coverage.unreached.count)"
    }

    private static func kind(_ use: RuleCoverage.Use) -> String {
        switch use {
        case .builtIn: "built-in checks"
        case .example: "examples"
        case .expectation: "scenarios"
        case .responseShape: "response shapes"
        case .listOrder: "list orders"
        }
    }
}

/// A number and what is counted: `1 rule`, `2 rules`.
struct Count: CustomStringConvertible {
    let description: String

    /// Makes the text of a number and a noun whose plural ends in `s`.
    init(_ number: Int, _ noun: String) {
        description = "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
