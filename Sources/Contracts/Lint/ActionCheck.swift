import JSON
import JSONSchema

/// Checks that the rules and tables that an action names exist, and that its parts fit together.
enum ActionCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let rules = contract.rules.map(\.id)
        let tables = contract.tables.map(\.name)
        for action in contract.actions {
            for advice in action.advice where contract.rule(advice.rule) == nil {
                findings.unknown("rule", advice.rule, at: advice.location.appending("rule"), among: rules)
            }
            for form in action.forms where contract.rule(form.rule) == nil {
                findings.unknown("rule", form.rule, at: form.location.appending("rule"), among: rules)
            }
            for response in action.responses.values {
                if let leeway = response.leeway { check(leeway, contract, &findings) }
                guard let rule = response.rule, contract.rule(rule) == nil else { continue }
                findings.unknown("rule", rule, at: response.location.appending("rule"), among: rules)
            }
            for leeway in action.leeway where contract.rule(leeway.rule) == nil {
                findings.unknown("rule", leeway.rule, at: leeway.location.appending("rule"), among: rules)
            }
            checkPlace(action, &findings)
            checkAnswers(action, contract, &findings)
            let place = action.location.appending("tables")
            for (list, names) in [("reads", action.tables.reads), ("writes", action.tables.writes)] {
                for (index, name) in names.enumerated() where contract.table(named: name) == nil {
                    let location = place.appending(list).appending(index)
                    findings.unknown("table", name, at: location, among: tables)
                }
            }
        }
        for list in RuleCoverage.listAnnotations(in: contract) where contract.rule(list.rule) == nil {
            findings.unknown("rule", list.rule, at: list.location, among: rules)
        }
    }

    /// A refusal that a MUST requires leaves no choice.
    private static func check(_ leeway: StatusLeeway, _ contract: Contract, _ findings: inout Findings) {
        for (member, id) in [("rule", leeway.rule), ("unchanged", leeway.unchanged)] {
            guard let rule = contract.rule(id) else {
                let rules = contract.rules.map(\.id)
                findings.unknown("rule", id, at: leeway.location.appending(member), among: rules)
                return
            }
            guard rule.level == .must else { continue }
            findings.error(
                at: leeway.location.appending(member),
                "'\(id)' is a MUST, which leaves a service no choice",
                remedy: "name the SHOULD that asks for the refusal, or remove the leeway"
            )
            return
        }
    }

    /// The mock generates what no example shows; a body for which it finds no value is answered 501.
    private static func checkAnswers(_ action: Action, _ contract: Contract, _ findings: inout Findings) {
        for (status, response) in action.responses.sorted(by: { $0.key < $1.key })
        where (200..<300).contains(status) {
            guard let schema = response.schema,
                !action.examples.contains(where: { $0.status == status && $0.body != nil })
            else { continue }
            var random = SeededRandom(seed: 1, stream: action.name)
            guard InstanceGenerator(schema, in: contract.registry).typical(using: &random) == nil else {
                continue
            }
            findings.warning(
                at: response.location.appending("body"),
                "no value was found that this schema takes: the mock answers 501",
                remedy: "add an example with the status \(status), or correct the schema"
            )
        }
    }

    private static func checkPlace(_ action: Action, _ findings: inout Findings) {
        let readsBody = action.request.has(.body)
        if action.method == "GET", readsBody {
            findings.error(
                at: action.location.appending("request"),
                "a GET has no body to read arguments from",
                remedy: "describe the arguments under \"query\", or change the method to POST"
            )
        }
        for form in action.forms where !action.request.hasJSONMembers {
            findings.error(
                at: form.location,
                "a form rewrites a body, but this action's arguments are in the query",
                remedy: "remove the form, or describe the request under \"body\""
            )
        }
    }
}
