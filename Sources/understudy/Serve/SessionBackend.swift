import Backend
import Contracts
import Lambda
import Sessions

/// Who answers in a session: the reference implementation over its tables, by its clock, with its ids; the contract where
/// that has no such action.
enum SessionBackend {
    /// How the functions of sessions are made.
    ///
    /// - Parameters:
    ///   - choice: Who plays what.
    ///   - contract: What is played.
    ///   - seed: What generated answers follow from.
    /// - Returns: What makes the function of a session.
    /// - Throws: ``CommandLineError`` when the reference implementation is asked for and cannot play the contract.
    static func factory(
        _ choice: BackendChoice,
        for contract: Contract,
        seed: UInt64?
    ) throws(CommandLineError) -> FunctionFactory {
        let actions = try choice.referenceActions(of: contract)
        return { store, clock in
            BackendChoice.endpoint(
                for: contract,
                actions: actions,
                seed: seed,
                now: { clock.now() },
                reference: SupportBackend(
                    store: store,
                    time: SessionTime(clock: clock),
                    identifiers: SessionIdentifiers()
                )
            )
        }
    }
}

/// A session's clock, as the backend asks for the time.
private struct SessionTime: TimeSource {
    let clock: SessionClock

    func now() -> Int { clock.now() }
}

/// Ids that follow from the request where its session has a seed, and from nothing elsewhere.
private struct SessionIdentifiers: IdentifierSource {
    func identifier() -> String { source.identifier() }

    func linkIdentifier() -> String { source.linkIdentifier() }

    private var source: any IdentifierSource {
        RequestScope.current?.draw().map { SeededIdentifiers(seed: $0) } ?? RandomIdentifiers()
    }
}
