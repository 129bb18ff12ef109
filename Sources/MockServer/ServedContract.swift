import Contracts
import JSON
import Lambda
import Synchronization

/// The contract that a server plays at the moment: it may be edited while the server runs.
final class ServedContract: Sendable {
    private struct State {
        var contract: Contract
        var paths: PathRouting
        var error: String?
    }

    private let state: Mutex<State>

    init(_ contract: Contract) {
        state = Mutex(State(contract: contract, paths: PathRouting(contract)))
    }

    /// The contract.
    var contract: Contract { state.withLock(\.contract) }

    /// Takes a path that is an action's name for the action.
    var paths: PathRouting { state.withLock(\.paths) }

    /// What is wrong with a newer contract that is therefore not played; `nil` where this is the newest.
    var error: String? { state.withLock(\.error) }

    /// Puts another contract in its place.
    func replace(by contract: Contract) {
        let next = State(contract: contract, paths: PathRouting(contract))
        let old = state.withLock { state in
            let old = state
            state = next
            return old
        }
        withExtendedLifetime(old) {}
    }

    /// Says what is wrong with a newer one.
    func report(_ error: String) {
        state.withLock { $0.error = error }
    }
}

extension PathRouting {
    /// The routing of a contract's actions.
    init(_ contract: Contract) {
        self.init(
            parameter: contract.service.routing.parameter,
            member: contract.service.routing.member,
            actions: Set(contract.actions.map { ExactString($0.name) })
        )
    }
}
