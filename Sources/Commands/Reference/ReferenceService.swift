public import Contracts
public import Lambda
public import Tables

/// A reference implementation of a service for the program: the mock answers with it, the verifier compares the
/// tested endpoint with it, and `plan` measures it.
public struct ReferenceService: Sendable {
    /// Its name, for messages.
    public var name: String
    /// The names of the actions that it implements; the contract's examples and schemas answer all others.
    public var actions: [String]
    /// The tables that it needs, with the keys and indexes that it uses.
    public var tables: [TableDefinition]
    /// The names in a request that identify its action.
    public var routing: Service.RoutingNames
    /// Creates the endpoint over tables, with a clock and a source of ids.
    public var makeEndpoint: @Sendable (ReferenceEnvironment) -> any Endpoint

    /// Creates a description of a reference implementation.
    public init(
        name: String,
        actions: [String],
        tables: [TableDefinition],
        routing: Service.RoutingNames = Service.RoutingNames(),
        makeEndpoint: @escaping @Sendable (ReferenceEnvironment) -> any Endpoint
    ) {
        self.name = name
        self.actions = actions
        self.tables = tables
        self.routing = routing
        self.makeEndpoint = makeEndpoint
    }
}

extension ReferenceService {
    /// Returns the reason why it cannot answer for a contract; `nil` when it can.
    func obstacle(in contract: Contract) -> String? {
        let names = contract.service.routing
        if names != routing {
            return
                "it finds actions by other names than \"routing\" in service.json says"
        }
        for needed in tables {
            guard let table = contract.table(named: needed.name)?.definition else {
                return "the table \(needed.name) is missing"
            }
            guard table.key == needed.key else { return "the table \(needed.name) has another key" }
            for index in needed.indexes where table.index(named: index.name)?.key != index.key {
                return "the table \(needed.name) has no such index as \(index.name) must be"
            }
        }
        return nil
    }
}
