import JSON

/// Checks that variables of a scenario are defined before they are used, in every case, and used.
struct VariableCheck {
    private let scenario: Scenario
    /// The variables defined so far, with their locations; `nil` for `run`, which is predefined.
    private var defined: [ExactString: SourceLocation?] = ["run": nil]
    private var used: Set<ExactString> = ["name"]
    private var reported: Set<ExactString> = []

    init(_ scenario: Scenario) {
        self.scenario = scenario
    }

    consuming func run(_ findings: inout Findings) {
        defineOwn()
        let ownNames = Set(defined.keys)
        for (name, place) in scenario.variables.members.map({ ($0, scenario.location.appending("variables")) }
        ) {
            use(Template(name.value), at: place.appending(name.name), &findings)
        }
        for (index, each) in scenario.cases.enumerated() {
            let place = scenario.location.appending("cases").appending(index)
            for member in each.variables {
                use(Template(member.value), at: place.appending(member.name), &findings)
            }
        }
        for step in scenario.probe + scenario.steps { visit(step, &findings) }
        checkCases(ownNames, &findings)
        for (name, place) in defined {
            guard let place, !used.contains(name) else { continue }
            findings.warning(
                at: place,
                "the variable '\(name)' is never used",
                remedy: "use it as \"${\(name)}\", or remove it",
                atName: true
            )
        }
    }

    private mutating func defineOwn() {
        for name in scenario.variables.names {
            defined[ExactString(name)] = scenario.location.appending("variables").appending(name)
        }
        for (index, each) in scenario.cases.enumerated() {
            let place = scenario.location.appending("cases").appending(index)
            for name in each.variables.names where defined[ExactString(name)] == nil {
                defined[ExactString(name)] = place.appending(name)
            }
        }
    }

    private mutating func visit(_ step: Step, _ findings: inout Findings) {
        let inner = step.times > 1 ? [ExactString("index")] : []
        use(step.arguments, at: step.location.appending("with"), &findings, also: inner)
        for header in step.headers {
            let place = step.location.appending("headers").appending(header.name)
            use(header.value, at: place, &findings, also: inner)
        }
        for other in step.beside + (step.walk?.between ?? []) { visit(other, &findings) }
        define(step.captures, at: step.location.appending("capture"))
        for expectation in step.expectations {
            let place = expectation.location
            use(expectation.values, at: place.appending("values"), &findings, also: inner)
            use(expectation.prefixes, at: place.appending("prefixes"), &findings, also: inner)
            for schema in [expectation.schema].compactMap(\.self) + expectation.headers.map(\.schema) {
                use(schema.source, at: schema.location, &findings, also: inner)
            }
            for record in expectation.records {
                use(record.conditions, at: record.location.appending("where"), &findings, also: inner)
                use(record.values, at: record.location.appending("values"), &findings, also: inner)
                use(record.prefixes, at: record.location.appending("prefixes"), &findings, also: inner)
                if let schema = record.schema {
                    use(schema.source, at: schema.location, &findings, also: inner)
                }
                define(record.captures, at: record.location.appending("capture"))
            }
        }
    }

    private mutating func define(_ captures: [Capture], at place: SourceLocation) {
        for capture in captures {
            // A probe and the scenario's steps may capture the same variable again.
            defined[ExactString(capture.variable)] = place.appending(capture.variable)
        }
    }

    private mutating func use(
        _ values: [ExpectedValue],
        at place: SourceLocation,
        _ findings: inout Findings,
        also inner: [ExactString]
    ) {
        for value in values {
            use(value.value, at: place.appending(value.pointer.description), &findings, also: inner)
        }
    }

    private mutating func use(
        _ template: Template,
        at place: SourceLocation,
        _ findings: inout Findings,
        also inner: [ExactString] = []
    ) {
        Node(template.source, at: place).forEach { node in
            guard let text = node.string else { return }
            let parsed = TemplateText(text)
            if parsed.hasOpenVariable {
                findings.warning(
                    at: node.location,
                    "'${' begins no variable here and stays as it is",
                    remedy:
                        "write \"${name}\" with letters, digits and '_'; for the text itself use a variable whose value is \"$\""
                )
            }
            for name in parsed.variables {
                used.insert(name)
                guard defined[name] == nil, !inner.contains(name), reported.insert(name).inserted else {
                    continue
                }
                findings.error(
                    at: node.location,
                    "the variable '\(name)' has no value here",
                    remedy: name == "index"
                        ? "'index' is known where a step has \"times\" of 2 or more"
                        : NearestName.remedy(
                            for: name.string,
                            among: defined.keys.map(\.string),
                            what: "variable"
                        )
                )
            }
        }
    }

    /// Checks that a variable of the cases has a value in each of them.
    private func checkCases(_ ownNames: Set<ExactString>, _ findings: inout Findings) {
        let common = Set(scenario.variables.names.map { ExactString($0) }).union(["run"])
        for name in used.intersection(ownNames).subtracting(common).sorted() {
            for (index, each) in scenario.cases.enumerated() where each.variables[name.string] == nil {
                findings.error(
                    at: scenario.location.appending("cases").appending(index),
                    "the case '\(each.name)' has no value for the variable '\(name)'",
                    remedy: "add it, or give it a value for all cases under \"variables\""
                )
            }
        }
    }
}
