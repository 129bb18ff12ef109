import Behaviour
import ContractStub
import Contracts
import JSON
import Lambda
import Tables

/// What does what the actions of a contract say: the program's reference implementation for the actions that it has, the
/// contract's behaviours for the others.
struct Implementation: Sendable {
    /// The contract.
    let contract: Contract
    /// The names of the actions that one of the two implements.
    let actions: [String]
    /// The reference implementation, where it can answer for the contract.
    private let reference: ReferenceService?
    private let program: BehaviourProgram
    private let referenceActions: FallbackEndpoint.Actions
    private let routing: Routing

    /// Finds what implements a contract.
    ///
    /// - Throws: ``CommandLineError`` with what is wrong with the contract's behaviours.
    init(_ reference: ReferenceService?, of contract: Contract) throws(CommandLineError) {
        self.contract = contract
        routing = Routing(contract)
        program = BehaviourProgram(contract)
        guard program.diagnostics.isEmpty else {
            throw CommandLineError(program.diagnostics.map(\.description).joined(separator: "\n"))
        }
        self.reference = reference.flatMap { $0.obstacle(in: contract) == nil ? $0 : nil }
        let own = Set((self.reference?.actions ?? []).map { ExactString($0) })
        let declared = Set(program.actions.map { ExactString($0) })
        let names = contract.actions.map(\.name)
        actions = names.filter { own.contains(ExactString($0)) || declared.contains(ExactString($0)) }
        referenceActions = FallbackEndpoint.Actions(
            names.filter { own.contains(ExactString($0)) },
            of: contract
        )
    }

    /// Whether every action of the contract is implemented.
    var isComplete: Bool { !actions.isEmpty && actions.count == contract.actions.count }

    /// Creates an endpoint over tables, with a clock and a source of ids.
    func makeEndpoint(_ environment: ReferenceEnvironment) -> any Endpoint {
        endpoint(reference?.makeEndpoint(environment), environment)
    }

    /// Creates an endpoint of one of the reference implementation and of the behaviours.
    ///
    /// - Parameters:
    ///   - function: The endpoint of the reference implementation, over the same tables.
    ///   - environment: The tables, the clock and the source of ids.
    /// - Returns: The endpoint that has all actions of both.
    func endpoint(_ function: (any Endpoint)?, _ environment: ReferenceEnvironment) -> any Endpoint {
        if let function, referenceActions.areAll { return function }
        let declared = BehaviourEndpoint(
            program,
            BehaviourEnvironment(
                store: environment.store,
                now: environment.now,
                idSeed: environment.idSeed,
                timeToLive: environment.timeToLive
            )
        )
        guard let function, reference != nil else { return declared }
        return FallbackEndpoint(routing, referenceActions, backend: function, rest: declared)
    }

    /// Returns what creates an oracle, with empty tables; `nil` when an action is not implemented.
    var oracle: (@Sendable () -> any Endpoint)? {
        guard isComplete else { return nil }
        let tables = contract.tables.map(\.definition)
        return {
            let clock = SteppingClock()
            return makeEndpoint(ReferenceEnvironment(store: InMemoryStore(tables), now: { clock.now() }))
        }
    }
}
