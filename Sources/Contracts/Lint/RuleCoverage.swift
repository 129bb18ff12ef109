import JSON

/// A map from rules to what checks them, for `lint` and for reports.
public struct RuleCoverage: Sendable {
    /// Something that checks a rule.
    public enum Use: Sendable, Hashable {
        /// A built-in check of the verifier.
        case builtIn(BuiltInCheck)
        /// An example of the rule.
        case example(Example.Reference)
        /// An expectation of a scenario.
        case expectation(scenario: String)
        /// The shape of an action's responses of one status.
        case responseShape(action: String, status: Int)
        /// The order of a list in responses.
        case listOrder(SourceLocation)
    }

    private var uses: [ExactString: [Use]] = [:]
    private let rules: [Rule]

    /// Creates the map of a contract.
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

    /// Returns what checks a rule; nothing when the rule is not checked.
    public func uses(of rule: String) -> [Use] {
        uses[ExactString(rule)] ?? []
    }

    /// Returns the rules that nothing checks.
    /// - Complexity: O(*n*) in the number of rules.
    public var unreached: [Rule] {
        rules.filter { uses(of: $0.id).isEmpty }
    }

    private mutating func add(_ use: Use, to rule: String) {
        uses[ExactString(rule), default: []].append(use)
    }

    /// The rules of list annotations, with the locations that name them.
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
    /// All steps: those of the probe, of the scenario, and those run between the pages of a list.
    public var allSteps: [Step] {
        (probe + steps).flatMap(\.withInnerSteps)
    }
}

extension Step {
    /// The step itself, those run concurrently with it and those between the pages of its walk.
    fileprivate var withInnerSteps: [Step] {
        [self] + (beside + (walk?.between ?? [])).flatMap(\.withInnerSteps)
    }
}
