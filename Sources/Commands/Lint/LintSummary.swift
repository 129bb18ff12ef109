import Contracts
import Verifier
import VerifierEvents

/// A summary of a contract: its size, and what checks its rules.
struct LintSummary: CustomStringConvertible {
    private let contract: Contract

    /// Creates the summary of a contract.
    init(_ contract: Contract) {
        self.contract = contract
    }

    /// Two lines: the parts, and how the rules are checked; then a line for everything that `verify` cannot run.
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
        let implementation = try? Implementation(Program.current.reference, of: contract)
        let unrun = UnrunChecks(contract, hasOracle: implementation?.isComplete ?? false).lines
        return (["\(contract.service.name): \(size.joined(separator: ", "))", reached] + unrun)
            .joined(separator: "\n")
    }

    /// The number of rules that each kind of check covers; a rule may be covered by more than one.
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

/// A number and its noun: `1 rule`, `2 rules`.
struct Count: CustomStringConvertible {
    let description: String

    /// Creates the text of a number and a noun whose plural ends in `s`.
    init(_ number: Int, _ noun: String) {
        description = "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
