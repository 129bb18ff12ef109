import Lambda
import Sessions

/// Creates the endpoints of sessions: the reference implementation over a session's tables, by its clock, with its ids;
/// the contract's examples and schemas where that has no such action.
enum SessionEndpoint {
    /// Returns what creates the endpoint of a session.
    ///
    /// - Parameter played: The contract that is played, and who plays it.
    /// - Returns: A factory of endpoints over a session's tables and clock.
    static func factory(_ played: PlayedContract) -> FunctionFactory {
        { store, clock in
            PlayedEndpoint(
                played: played,
                reference: played.reference?.makeEndpoint(
                    ReferenceEnvironment(
                        store: store,
                        now: { clock.now() },
                        // The ids of a session with a seed follow from the request.
                        idSeed: { RequestScope.current?.draw() }
                    )
                ),
                now: { clock.now() }
            )
        }
    }
}
