import Backend
import Behaviour
import Contracts
import Lambda
import Sessions
import Tables

/// What answers a request.
enum Implementation: CaseIterable {
    /// The Swift implementation of the tests.
    case swift
    /// The contract's behaviours.
    case behaviours

    /// Makes endpoints over a store, with a clock.
    typealias Factory =
        @Sendable (_ store: any TableStore, _ now: @escaping @Sendable () -> Int) -> any Endpoint

    /// Returns what makes its endpoints; behaviours are compiled once.
    func factory() throws -> Factory {
        switch self {
        case .swift: return { store, now in SupportBackend(store: store, time: Clock(time: now)) }
        case .behaviours:
            let program = BehaviourProgram(try SampleStates.contract.get())
            return { store, now in
                BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: now))
            }
        }
    }

    /// Returns sessions that begin in a state, each with an endpoint of its own.
    func sessions(from state: SessionSnapshot) throws -> SessionRegistry {
        let make = try factory()
        return SessionRegistry(state, options: SessionOptions(limit: 1_000_000)) { store, clock in
            make(store) { clock.now() }
        }
    }
}

private struct Clock: TimeSource {
    let time: @Sendable () -> Int

    func now() -> Int { time() }
}
