public import Contracts
import Synchronization

/// The contract that a server answers by at the moment: one value, replaced as a whole when its files change.
public final class CurrentContract: Sendable {
    private struct State {
        var served: ServedContract
        var error: String?
    }

    private let state: Mutex<State>

    /// Starts with a contract.
    public init(_ served: ServedContract) {
        state = Mutex(State(served: served))
    }

    /// The contract with everything that follows from it.
    public var served: ServedContract { state.withLock(\.served) }

    /// The contract.
    public var contract: Contract { served.contract }

    /// What is wrong with newer files, whose contract is therefore not served; `nil` when this is the newest.
    public var error: String? { state.withLock(\.error) }

    /// Answers by another contract from now on; sessions keep their tables.
    public func replace(by served: ServedContract) {
        let next = State(served: served)
        // Freed outside of the lock: that can take long.
        let old = state.withLock { state in
            let old = state
            state = next
            return old
        }
        withExtendedLifetime(old) {}
    }

    /// Notes what is wrong with newer files.
    public func report(_ error: String) {
        state.withLock { $0.error = error }
    }
}
