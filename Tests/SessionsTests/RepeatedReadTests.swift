import Contracts
import Gate
import JSON
import Lambda
import Sessions
import Synchronization
import Tables
import TestSupport
import Testing

/// An endpoint that counts its requests, and whose answers depend on a number.
private final class CountingEndpoint: RoutedEndpoint {
    private let requests = Atomic<Int>(0)
    private let current = Mutex<UInt64?>(StoreVersion.next())

    var count: Int { requests.load(ordering: .relaxed) }

    func set(_ version: UInt64?) { current.withLock { $0 = version } }

    func version(for routed: RoutedRequest) -> UInt64? { current.withLock { $0 } }

    func send(_ request: LambdaRequest) async -> LambdaResponse {
        let count = requests.add(1, ordering: .relaxed).newValue
        return LambdaResponse(status: 200, body: Array(#"{"messages": [], "count": \#(count)}"#.utf8))
    }

    func send(_ routed: RoutedRequest) async -> LambdaResponse { await send(routed.request) }
}

@Suite("A read that is repeated")
struct RepeatedReadTests {
    private let endpoint = CountingEndpoint()
    private let current: CurrentContract
    private let pipeline: SessionPipeline

    init() throws {
        (current, pipeline) = try Self.served(by: endpoint)
    }

    private static func served(
        by endpoint: CountingEndpoint,
        isStrict: Bool = false
    ) throws -> (CurrentContract, SessionPipeline) {
        let contract = try SupportSessions.contract()
        let world = SessionSnapshot(
            description: "empty",
            clock: SupportSessions.start,
            tables: TableState(contract.tables.map(\.definition))
        )
        let registry = SessionRegistry(world) { _, _ in endpoint }
        let current = CurrentContract(ServedContract(contract, isStrict: isStrict))
        return (current, SessionPipeline(registry, contract: current))
    }

    private static let query = "action=chat/messages&conversation_id=c-1"

    @Test("is answered once while nothing changes, and is in the journal and counted each time")
    func same() async throws {
        let answers = [
            try await pipeline.get(Self.query, of: "a"), try await pipeline.get(Self.query, of: "a"),
        ]
        #expect(endpoint.count == 1)
        #expect(answers.map(\.number) == [1, 2])
        #expect(answers[0].response == answers[1].response && answers[1].action == "chat/messages")
        #expect(answers[0].report?.violations == answers[1].report?.violations)
        #expect(try pipeline.registry.session(SessionName("a")).journal.newest().count == 2)
    }

    @Test("is answered anew after a change, with another query, header or session")
    func changed() async throws {
        _ = try await pipeline.get(Self.query, of: "a")
        endpoint.set(StoreVersion.next())
        _ = try await pipeline.get(Self.query, of: "a")
        #expect(endpoint.count == 2)
        _ = try await pipeline.get(Self.query + "&limit=5", of: "a")
        _ = try await pipeline.get(Self.query, of: "b")
        _ = try await pipeline.send(
            LambdaRequest(
                method: "GET",
                path: "/s/a/",
                rawQuery: Self.query,
                headers: ["If-None-Match": "*"]
            )
        )
        #expect(endpoint.count == 5)
    }

    @Test("is answered anew by another contract, and where nobody says what the answer depends on")
    func unknown() async throws {
        _ = try await pipeline.get(Self.query, of: "a")
        current.replace(by: ServedContract(try SupportSessions.contract()))
        _ = try await pipeline.get(Self.query, of: "a")
        #expect(endpoint.count == 2)
        endpoint.set(nil)
        _ = try await pipeline.get(Self.query, of: "a")
        _ = try await pipeline.get(Self.query, of: "a")
        #expect(endpoint.count == 4)
    }

    @Test("is answered anew behind a gate that is strict, or while indexes lag")
    func kept() async throws {
        let (_, strict) = try Self.served(by: endpoint, isStrict: true)
        for _ in 0..<2 { _ = try await strict.get(Self.query, of: "a") }
        #expect(endpoint.count == 2)
        for _ in 0..<2 { _ = try await pipeline.get(Self.query, of: "a", fault: "stale=50") }
        #expect(endpoint.count == 4)
    }

    @Test("still gets the advice that follows from how often it is asked")
    func advice() async throws {
        var advice: [Int] = []
        for _ in 0..<5 {
            advice.append(try await pipeline.get(Self.query, of: "a").report?.advice.count ?? 0)
        }
        #expect(endpoint.count == 1)
        #expect(advice.first == 0 && advice.last == 1)
    }

    @Test("is answered anew when more than a hundred others came in between")
    func forgotten() async throws {
        _ = try await pipeline.get(Self.query, of: "a")
        for number in 0..<130 { _ = try await pipeline.get(Self.query + "\(number)", of: "a") }
        _ = try await pipeline.get(Self.query, of: "a")
        #expect(endpoint.count == 132)
    }
}
