public import Contracts
import JSON

/// The compiled behaviours of a contract.
///
/// ```swift
/// let program = BehaviourProgram(contract)
/// guard program.diagnostics.isEmpty else { ... }
/// let endpoint = BehaviourEndpoint(program, BehaviourEnvironment(store: InMemoryStore(program.tables)))
/// ```
public struct BehaviourProgram: Sendable {
    /// The contract.
    public let contract: Contract
    /// What is wrong with the behaviours: those of other actions are of use all the same.
    public let diagnostics: [Diagnostic]
    /// The names of the actions whose behaviour is of use, in their order.
    public let actions: [String]
    let transport: Transport
    private let behaviours: [ExactString: CompiledBehaviour]

    /// Compiles the behaviours of a contract.
    ///
    /// - Complexity: O(*n*) in the size of the behaviours and of the schemas of their tables.
    public init(_ contract: Contract) {
        self.contract = contract
        transport = Transport(contract)
        var tables: [ExactString: TableInfo] = [:]
        var diagnostics: [Diagnostic] = []
        var behaviours: [ExactString: CompiledBehaviour] = [:]
        if contract.actions.contains(where: { $0.behaviour != nil }) {
            for table in contract.tables { tables[ExactString(table.name)] = TableInfo(table, in: contract) }
        }
        for action in contract.actions {
            guard let behaviour = action.behaviour else { continue }
            var compiler = BehaviourCompiler(contract, action, tables)
            let compiled = compiler.compile(behaviour)
            diagnostics += compiler.diagnostics
            if compiler.diagnostics.isEmpty { behaviours[ExactString(action.name)] = compiled }
        }
        self.diagnostics = diagnostics
        self.behaviours = behaviours
        actions = contract.actions.map(\.name).filter { behaviours[ExactString($0)] != nil }
    }

    /// The behaviour of an action.
    func behaviour(of action: Action) -> CompiledBehaviour? {
        behaviours[ExactString(action.name)]
    }
}
