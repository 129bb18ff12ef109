import Contracts
import JSON
import VerifierEvents

/// Checks the scenarios of the contract, one case for each variant.
struct ScenarioChecks: CaseProvider {
    /// The number of repetitions from which a scenario fills lists that other cases read.
    private static let manyRepetitions = 20

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.scenarios.flatMap { scenario -> [PlannedCase] in
            let isAlone = isAlone(scenario)
            let rules = rules(of: scenario, contract)
            let steps = scenario.probe + scenario.steps
            let cases: [Scenario.Case?] = scenario.cases.isEmpty ? [nil] : scenario.cases
            return cases.map { scenarioCase in
                PlannedCase(
                    suite: scenario.suite,
                    kind: CheckKind(scenario.kind),
                    name: scenarioCase.map { "\(scenario.name): \($0.name)" } ?? scenario.name,
                    rules: rules,
                    isAlone: isAlone,
                    actions: steps.flatMap { [$0.action] + $0.beside.map(\.action) },
                    requests: steps.reduce(0) { $0 + $1.times }
                ) { attempt throws(AttemptEnd) in
                    var runner = try ScenarioRunner(scenario, scenarioCase, attempt)
                    try await runner.run()
                }
            }
        }
    }

    private func isAlone(_ scenario: Scenario) -> Bool {
        scenario.kind == .concurrent
            || (scenario.probe + scenario.steps).contains { $0.times >= Self.manyRepetitions }
    }

    private func rules(of scenario: Scenario, _ contract: Contract) -> [Rule] {
        var rules: [Rule] = []
        for id in (scenario.probe + scenario.steps).flatMap(\.expectations).map(\.rule) {
            guard let rule = contract.rule(id), !rules.contains(where: { $0.id == id }) else { continue }
            rules.append(rule)
        }
        return rules.isEmpty ? contract.rules(for: .successStatus, of: nil) : rules
    }
}

extension CheckKind {
    /// The kind under which a scenario is reported.
    init(_ kind: Scenario.Kind) {
        self =
            switch kind {
            case .scenario: .scenario
            case .boundary: .boundary
            case .concurrent: .concurrent
            case .extension: .extension
            }
    }
}
