import Backend
import Lambda
import Sessions

/// Who answers in a session: the reference implementation over its tables, by its clock, with its ids; the contract where
/// that has no such action.
enum SessionBackend {
    /// How the functions of sessions are made.
    ///
    /// - Parameter played: The contract that is played, and who plays it.
    /// - Returns: What makes the function of a session.
    static func factory(_ played: PlayedContract) -> FunctionFactory {
        { store, clock in
            PlayedEndpoint(
                played: played,
                reference: SupportBackend(
                    store: store,
                    time: SessionTime(clock: clock),
                    identifiers: SessionIdentifiers()
                ),
                now: { clock.now() }
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
