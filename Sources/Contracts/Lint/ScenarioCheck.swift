import JSON
import JSONSchema

/// Checks that scenarios use existing actions, forms, rules, statuses, and arguments that fit.
enum ScenarioCheck: Sendable {
    static func run(_ contract: Contract, _ findings: inout Findings) {
        let reader = SchemaReader(sources: contract.sources)
        var arguments: [ExactString: Set<ExactString>] = [:]
        for action in contract.actions {
            arguments[ExactString(action.name)] = reader.propertyNames(at: action.requestLocation)
        }
        let pointers = PointerCheck(contract)
        let actions = contract.actions.map(\.name)
        let meta = try? contract.registry.compile(SourceLocation(file: FileKind.record.metaSchema).uri)
        for scenario in contract.scenarios {
            let suites = actions + ["transport"]
            if !suites.contains(where: { ExactString($0) == ExactString(scenario.suite) }) {
                let place = scenario.location.appending("suite")
                findings.unknown("suite", scenario.suite, at: place, among: suites)
            }
            for step in scenario.allSteps {
                checkRules(step, contract, &findings)
                checkSchemas(step, contract, meta, &findings)
                guard let action = contract.action(named: step.action) else {
                    findings.unknown(
                        "action",
                        step.action,
                        at: step.location.appending("action"),
                        among: actions
                    )
                    continue
                }
                if let form = step.form, action.form(named: form) == nil {
                    let place = step.location.appending("form")
                    findings.unknown("form", form, at: place, among: action.forms.map(\.name))
                }
                checkStatuses(step, action, contract, &findings)
                pointers.run(step, of: action, &findings)
                let claimed = action.claimNames.map { ExactString($0) }
                let known = (arguments[ExactString(action.name)] ?? []).union(claimed)
                checkArguments(step, action, known: known, &findings)
            }
            if findings.isSound(scenario.location.file) { VariableCheck(scenario).run(&findings) }
        }
    }

    private static func checkRules(_ step: Step, _ contract: Contract, _ findings: inout Findings) {
        for expectation in step.expectations where contract.rule(expectation.rule) == nil {
            findings.unknown(
                "rule",
                expectation.rule,
                at: expectation.location.appending("rule"),
                among: contract.rules.map(\.id)
            )
        }
    }

    /// Compiles schemas without variables; the others are compiled when they run.
    private static func checkSchemas(
        _ step: Step,
        _ contract: Contract,
        _ meta: Schema?,
        _ findings: inout Findings
    ) {
        let schemas = step.expectations.flatMap { expectation in
            [expectation.schema].compactMap(\.self) + expectation.headers.map(\.schema)
                + expectation.records.compactMap(\.schema)
        }
        if let meta { for schema in schemas { checkKeywords(schema, meta, &findings) } }
        for schema in schemas where schema.source.isConstant {
            do throws(SchemaError) {
                for warning in try contract.registry.compile(schema.location.uri).warnings {
                    findings.add(
                        SchemaCompiler.diagnostic(for: warning, at: schema.location, in: contract.sources)
                    )
                }
            } catch {
                findings.add(
                    SchemaCompiler.diagnostic(for: error, at: schema.location, in: contract.sources)
                )
            }
        }
    }

    /// Finds misspelt keywords, which check nothing; values of variables are validated when the scenario runs.
    private static func checkKeywords(
        _ schema: TemplateSchema,
        _ meta: Schema,
        _ findings: inout Findings
    ) {
        for unit in meta.relevantErrors(in: schema.source.source)
        where unit.keyword == "unevaluatedProperties" {
            // A known keyword is reported, too, where a variable takes the place of its number.
            guard let name = unit.instanceLocation.tokens.last, !Keyword.names.contains(name),
                name != AnnotationIndex.keyword
            else { continue }
            findings.error(
                at: unit.instanceLocation.tokens.reduce(schema.location) { $0.appending($1) },
                "unknown member '\(name)'",
                remedy: NearestName.remedy(for: name, among: Keyword.names, what: "member here"),
                atName: true
            )
        }
    }

    /// Checks that an expected status is one of the action's.
    private static func checkStatuses(
        _ step: Step,
        _ action: Action,
        _ contract: Contract,
        _ findings: inout Findings
    ) {
        // Responses of the service as a whole are in no action's file; 304 answers a conditional request.
        let common = contract.service.rules.compactMap(\.status).reduce(into: Set([304, 413])) {
            all,
            status in
            all.formUnion(status.exact)
        }
        for expectation in step.expectations {
            for status in expectation.status?.exact.sorted() ?? []
            where action.responses[status] == nil && !common.contains(status) {
                findings.error(
                    at: expectation.location.appending("status"),
                    "'\(action.name)' has no answer \(status)",
                    remedy: "use one of \(action.statusList), or describe it in the action's \"responses\""
                )
            }
        }
    }

    private static func checkArguments(
        _ step: Step,
        _ action: Action,
        known: Set<ExactString>,
        _ findings: inout Findings
    ) {
        let place = step.location.appending("with")
        guard let arguments = step.arguments.source.objectValue else { return }
        for name in arguments.names { findings.argument(name, among: known, at: place) }
        let expectsRefusal = step.expectations.contains { expectation in
            expectation.status.map { !(200..<300).contains(where: $0.matches) } ?? false
        }
        let value = JSONValue.object(arguments)
        guard !expectsRefusal else { return }
        for unit in action.request.schema.relevantErrors(in: value)
        where isCertain(unit, in: value, step.arguments) {
            findings.error(at: place.appending(unit.instanceLocation), unit)
        }
    }

    /// Returns whether a failure remains one for all values of the variables.
    private static func isCertain(_ unit: SchemaOutputUnit, in value: JSONValue, _ arguments: Template)
        -> Bool
    {
        if arguments.isConstant { return true }
        // Missing members are certain only where no condition requires them.
        if unit.instanceLocation.isRoot {
            return unit.keyword == "required" && unit.keywordLocation.tokens.count == 1
        }
        guard !unit.keywordLocation.tokens.contains("then"), !unit.keywordLocation.tokens.contains("else")
        else {
            return false
        }
        return value[unit.instanceLocation].map { Template($0).isConstant } ?? false
    }
}
