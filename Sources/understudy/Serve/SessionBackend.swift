import Backend
import Lambda
import Sessions

/// The reference implementation as a session plays it: over the session's tables, by its clock, with its ids.
enum SessionBackend {
    /// Makes the function of a session.
    static func make(_ store: SessionStore, _ clock: SessionClock) -> any Endpoint {
        SupportBackend(store: store, time: SessionTime(clock: clock), identifiers: SessionIdentifiers())
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
