import JSON

/// What checks each rule: for `lint`, which says what nothing checks, and for reports.
public struct RuleCoverage: Sendable {
    /// One thing that checks a rule.
    public enum Use: Sendable, Hashable {
        /// A built-in check of the verifier.
        case builtIn(BuiltInCheck)
        /// An example that shows it.
        case example(Example.Reference)
        /// An expectation of a scenario.
        case expectation(scenario: String)
        /// The shape of an action's answers of one status.
        case responseShape(action: String, status: Int)
        /// The order of a list in answers.
        case listOrder(SourceLocation)
    }

    private var uses: [ExactString: [Use]] = [:]
    private let rules: [Rule]

    /// Finds what checks each rule of a contract.
    /// - Complexity: O(*n*) in the size of the contract.
    public init(_ contract: Contract) {
        rules = contract.rules
        for rule in rules {
            if let check = rule.check, check != .listOrder { add(.builtIn(check), to: rule.id) }
        }
        for action in contract.actions {
            for example in action.examples {
                guard let rule = example.rule else { continue }
                add(.example(Example.Reference(action: action.name, example: example.name)), to: rule)
            }
            for (status, response) in action.responses {
                guard let rule = response.rule else { continue }
                add(.responseShape(action: action.name, status: status), to: rule)
            }
        }
        for scenario in contract.scenarios {
            for expectation in scenario.allSteps.flatMap(\.expectations) {
                add(.expectation(scenario: scenario.name), to: expectation.rule)
            }
        }
        for list in Self.listAnnotations(in: contract) {
            add(.listOrder(list.location), to: list.rule)
        }
    }

    /// What checks a rule; nothing when the rule is not reached.
    public func uses(of rule: String) -> [Use] {
        uses[ExactString(rule)] ?? []
    }

    /// The rules that nothing checks.
    /// - Complexity: O(*n*) in the number of rules.
    public var unreached: [Rule] {
        rules.filter { uses(of: $0.id).isEmpty }
    }

    private mutating func add(_ use: Use, to rule: String) {
        uses[ExactString(rule), default: []].append(use)
    }

    /// The rules that list annotations name, with the places where they do.
    static func listAnnotations(in contract: Contract) -> [(rule: String, location: SourceLocation)] {
        var found: [(String, SourceLocation)] = []
        let schemas =
            contract.actions.flatMap { action in
                action.responses.values.map { ($0.source, $0.location.appending("body")) }
            } + contract.records.map { ($0.source, $0.location) }
        for case (let source?, let location) in schemas {
            Node(source, at: location).forEach { node in
                guard let list = node["understudy"]?["list"], let rule = list["rule"], let id = rule.string
                else { return }
                found.append((id, rule.location))
            }
        }
        return found.sorted { $0.1.uri < $1.1.uri }
    }
}

extension Scenario {
    /// Every step: the probe's, the story's, and those played between the pages of a walk.
    public var allSteps: [Step] {
        (probe + steps).flatMap(\.withInnerSteps)
    }
}

extension Step {
    /// The step itself, those played beside it and those between the pages of its walk.
    fileprivate var withInnerSteps: [Step] {
        [self] + (beside + (walk?.between ?? [])).flatMap(\.withInnerSteps)
    }
}
