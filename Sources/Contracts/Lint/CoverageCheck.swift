import JSON

/// Checks that every rule is checked by something, and that something expects every response.
enum CoverageCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        for rule in RuleCoverage(contract).unreached where !hasUnknownCheck(rule, contract.sources) {
            let remedy =
                rule.check == .listOrder
                ? "name it in an 'understudy' list annotation of a response, or drop its check"
                : "name it in a scenario's expectation or an example, bind it to a built-in check, or drop it"
            findings.error(at: rule.location, "nothing checks the rule '\(rule.id)'", remedy: remedy)
        }
        for action in contract.actions {
            let named = namedStatuses(of: action, in: contract)
            for (status, response) in action.responses
            where !named.contains(status) && response.untested == nil {
                findings.warning(
                    at: response.location,
                    "no example and no expectation of '\(action.name)' names the status \(status)",
                    remedy:
                        "add an example or a scenario that leads to it, say why there is none in \"untested\", or drop it",
                    atName: true
                )
            }
        }
    }

    /// Returns whether a rule names a check that does not exist, which its meta schema reports.
    private static func hasUnknownCheck(_ rule: Rule, _ sources: SourceFiles) -> Bool {
        rule.check == nil
            && sources[rule.location.file]?.document.value[rule.location.pointer]?["check"] != nil
    }

    /// Returns the statuses that something expects of an action: its examples, steps, and its rules' and the service's
    /// built-in checks.
    private static func namedStatuses(of action: Action, in contract: Contract) -> Set<Int> {
        var statuses = Set(action.examples.map(\.status))
        for step in contract.scenarios.flatMap(\.allSteps)
        where ExactString(step.action) == ExactString(action.name) {
            for expectation in step.expectations { statuses.formUnion(expectation.status?.exact ?? []) }
        }
        for rule in contract.service.rules + action.rules where rule.check != .unknownActionStatus {
            statuses.formUnion(rule.status?.exact ?? [])
            if rule.check == .bodyTooLarge { statuses.insert(413) }
            if rule.check == .successStatus, action.successStatuses.count == 1 {
                statuses.formUnion(action.successStatuses)
            }
        }
        // Requests that break their schema are sent for every action, those without a token for every one that asks for it.
        if !contract.rules(for: .parameterRefused).isEmpty { statuses.formUnion([400, 422]) }
        if contract.service.hasCredentials {
            statuses.formUnion([401, 403])
        }
        return statuses
    }
}

extension StatusExpectation {
    /// The statuses that it names one by one; a class names none.
    var exact: Set<Int> {
        switch self {
        case .exact(let status): [status]
        case .anyOfClass: []
        case .oneOf(let choices): choices.reduce(into: []) { $0.formUnion($1.exact) }
        }
    }
}
