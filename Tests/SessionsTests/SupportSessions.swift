import Backend
import Contracts
import FaultInjection
import Foundation
import Gate
import JSON
import Lambda
import Sessions
import Synchronization
import Tables
import TestSupport
import Testing

/// Sessions of the support service, with the contract of this repository.
enum SupportSessions {
    static func contract() throws -> Contract {
        try ContractFolder.load(ProjectFolder.contracts)
    }

    static let start = 1_767_225_600_000

    static func pipeline(
        _ options: SessionOptions = SessionOptions(),
        isStrict: Bool = false,
        elapsed: @escaping @Sendable () -> UInt64 = SessionClock.machineTime
    ) throws -> SessionPipeline {
        let contract = try contract()
        let world = SessionSnapshot(
            description: "empty",
            clock: start,
            tables: TableState(contract.tables.map(\.definition))
        )
        let registry = SessionRegistry(world, options: options, elapsed: elapsed) { store, clock in
            SupportBackend(
                store: store,
                time: SessionTime(clock: clock),
                identifiers: SessionIdentifiers()
            )
        }
        return SessionPipeline(
            registry,
            contract: CurrentContract(ServedContract(contract, isStrict: isStrict))
        )
    }
}

/// A session's clock as the backend's time source.
struct SessionTime: TimeSource {
    let clock: SessionClock

    func now() -> Int { clock.now() }
}

/// Ids drawn from the request's scope when its session has a seed.
struct SessionIdentifiers: IdentifierSource {
    func identifier() -> String { source.identifier() }

    func linkIdentifier() -> String { source.linkIdentifier() }

    private var source: any IdentifierSource {
        RequestScope.current?.draw().map { SeededIdentifiers(seed: $0) } ?? RandomIdentifiers()
    }
}

extension SessionPipeline {
    /// Sends a request to the session that it selects, and records it in the journal as the server does.
    func send(_ request: LambdaRequest) async throws -> SessionAnswer {
        var selection = try SessionSelection(request)
        var plain = selection.request
        let faults = try FaultHeader.take(from: &plain)
        selection = try SessionSelection(request)
        let session = try registry.session(selection.name)
        let answer = await answer(plain, in: session, requested: faults)
        session.journal.record(
            JournalEntry(answer, to: plain, in: session.name, time: Date(), milliseconds: 0)
        )
        return answer
    }

    /// Sends an action's body to a session.
    func post(_ body: JSONObject, to session: String, fault: String? = nil) async throws -> SessionAnswer {
        var headers: HeaderFields = ["Content-Type": "application/json"]
        if let fault { headers[FaultHeader.name] = fault }
        return try await send(
            LambdaRequest(
                method: "POST",
                path: "/s/\(session)/",
                headers: headers,
                body: JSONValue.object(body).serialized()
            )
        )
    }

    /// Calls an action of a session with GET.
    func get(_ query: String, of session: String, fault: String? = nil) async throws -> SessionAnswer {
        var headers = HeaderFields()
        if let fault { headers[FaultHeader.name] = fault }
        return try await send(
            LambdaRequest(method: "GET", path: "/s/\(session)/", rawQuery: query, headers: headers)
        )
    }

    /// Opens a conversation.
    @discardableResult
    func write(_ text: String, in session: String, fault: String? = nil) async throws -> SessionAnswer {
        try await post(
            [
                "action": "chat/send", "user_id": "ana", "store_url": "https://a.example.com",
                "message": .string(text),
            ],
            to: session,
            fault: fault
        )
    }

    /// Returns the conversations of a session.
    func conversations(of session: String, fault: String? = nil) async throws -> [JSONValue] {
        let answer = try await get("action=chat/conversations&user_id=ana", of: session, fault: fault)
        return try JSONValue(parsing: answer.response.body)["conversations"]?.arrayValue ?? []
    }
}

/// A monotonic system time that a test advances.
final class TestTime: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000)

    func advance(milliseconds: UInt64) {
        nanoseconds.withLock { $0 += milliseconds * 1_000_000 }
    }

    var elapsed: @Sendable () -> UInt64 { { self.nanoseconds.withLock { $0 } } }
}
