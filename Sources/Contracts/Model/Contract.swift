import JSON
public import JSONSchema

/// The content of a contract folder, loaded by ``ContractFolder``.
public struct Contract: Sendable {
    /// The service as a whole.
    public let service: Service
    /// The actions, in the order of their names.
    public let actions: [Action]
    /// The tables, in the order of their files' names.
    public let tables: [TableContract]
    /// The scenarios, in the order of their files' names.
    public let scenarios: [Scenario]
    /// The shared schemas.
    public let records: [Record]
    /// The schemas of the folder by URI: `contract:///actions/orders/place.json` and the like.
    public let registry: SchemaRegistry
    /// All rules, the service's first, then each action's.
    public let rules: [Rule]
    /// The files of the contract.
    public let sources: SourceFiles

    /// The actions by path and method.
    let paths: PathMatcher

    private let actionPlaces: [ExactString: Int]
    private let rulePlaces: [ExactString: Int]

    /// Creates a contract from its parts.
    ///
    /// Where two actions or two rules have the same name, lookups return the first.
    public init(
        service: Service,
        actions: [Action] = [],
        tables: [TableContract] = [],
        scenarios: [Scenario] = [],
        records: [Record] = [],
        registry: SchemaRegistry = SchemaRegistry(),
        sources: SourceFiles = SourceFiles()
    ) {
        self.service = service
        self.actions = actions.map { action in
            var action = action
            action.request.arguments = ArgumentCoding(action, sources: sources)
            if let schema = ExpandedSchema(sources).value(at: action.request.location) {
                action.request.expanded = schema
            }
            if let subject = service.authorization?.subject { action.authorization?.userClaim = subject }
            for status in action.responses.keys { action.responses[status]?.headers?.resolve(sources) }
            return action
        }
        paths = PathMatcher(actions)
        self.tables = tables
        self.scenarios = scenarios
        self.records = records
        self.registry = registry
        self.sources = sources
        rules = service.rules + actions.flatMap(\.rules)
        actionPlaces = Dictionary(
            actions.enumerated().map { (ExactString($1.name), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        rulePlaces = Dictionary(
            rules.enumerated().map { (ExactString($1.id), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Returns the action of a name; names are compared by bytes.
    public func action(named name: String) -> Action? {
        actionPlaces[ExactString(name)].map { actions[$0] }
    }

    /// Returns the rule of an id.
    public func rule(_ id: String) -> Rule? {
        rulePlaces[ExactString(id)].map { rules[$0] }
    }

    /// Returns the rules that bind to a built-in check; none when the check is not to run.
    /// - Complexity: O(*n*) in the number of rules.
    public func rules(for check: BuiltInCheck) -> [Rule] {
        rules.filter { $0.check == check }
    }

    /// Returns the table of a name.
    /// - Complexity: O(*n*) in the number of tables.
    public func table(named name: String) -> TableContract? {
        tables.first { ExactString($0.name) == ExactString(name) }
    }

    /// Returns the example that a reference names.
    public func exchange(_ reference: Example.Reference) -> Exchange? {
        guard let action = action(named: reference.action),
            let example = action.example(named: reference.example)
        else { return nil }
        return Exchange(action: action, example: example)
    }

    /// Returns the exchanges that create an example's state, in the order in which to run them, without duplicates.
    ///
    /// Unresolved and cyclic references are left out; ``Linter`` reports them.
    /// - Complexity: O(*n*) in the number of references followed.
    public func exchanges(before example: Example) -> [Exchange] {
        var played: Set<Example.Reference> = []
        var exchanges: [Exchange] = []
        func play(_ references: [Example.Reference]) {
            for reference in references where played.insert(reference).inserted {
                guard let exchange = exchange(reference) else { continue }
                play(exchange.example.after)
                exchanges.append(exchange)
            }
        }
        play(example.after)
        return exchanges
    }
}
