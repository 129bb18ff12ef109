import Backend
import JSON
import Lambda
import Sessions

/// The support service as a session's function.
enum SupportFunction {
    static let make: FunctionFactory = { store, clock in
        SupportBackend(store: store, time: Time(clock: clock), identifiers: Identifiers())
    }

    private struct Time: TimeSource {
        let clock: SessionClock

        func now() -> Int { clock.now() }
    }

    private struct Identifiers: IdentifierSource {
        func identifier() -> String { source.identifier() }

        func linkIdentifier() -> String { source.linkIdentifier() }

        private var source: any IdentifierSource {
            RequestScope.current?.draw().map { SeededIdentifiers(seed: $0) } ?? RandomIdentifiers()
        }
    }
}

extension MockUnderTest {
    /// Opens a conversation in a session; returns its id.
    @discardableResult
    func write(_ text: String, in session: String) async throws -> String {
        let body: JSONValue = [
            "action": "chat/send", "user_id": "ana", "store_url": "https://a.example.com",
            "message": .string(text),
        ]
        return try await json("POST /s/\(session)/", body: body.compactText)["conversation_id"]?.stringValue
            ?? ""
    }
}
