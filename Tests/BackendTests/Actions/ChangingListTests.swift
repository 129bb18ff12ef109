import Backend
import JSON
import Lambda
import Synchronization
import Tables
import Testing

@Suite("A list over several partitions")
struct ChangingListTests {
    @Test("returns a conversation once that is closed while the list is read", arguments: [1, 2])
    func closedBetweenReads(query: Int) async throws {
        let service = TestService()
        let conversation = try await service.open()
        let backend = service.backend
        let store = InterruptedStore(store: service.store, query: query) {
            let body = #"{"action": "chat/close", "conversation_id": "\#(conversation)"}"#
            _ = await backend.send(LambdaRequest(method: "POST", body: Array(body.utf8)))
        }
        let reader = SupportBackend(store: store, time: service.time)
        let answer = await reader.send(LambdaRequest(method: "GET", rawQuery: "action=admin/conversations"))
        let body = try JSONValue(parsing: answer.body)
        #expect(body["conversations"]?.arrayValue?.count == 1)
    }

    @Test("misses no lead whose status changes while the list is read", arguments: [1, 2, 3])
    func decidedBetweenReads(query: Int) async throws {
        let service = TestService()
        let lead = try await service.lead(through: try await service.link())
        _ = await service.post("admin/approve-lead", ["lead_id": .string(lead), "status": "reject"])
        let backend = service.backend
        let store = InterruptedStore(store: service.store, query: query, standsStill: true) {
            let body = #"{"action": "approve", "lead_id": "\#(lead)", "commission_amount": 1}"#
            _ = await backend.send(LambdaRequest(method: "POST", body: Array(body.utf8)))
        }
        let reader = SupportBackend(store: store, time: service.time)
        let answer = await reader.send(LambdaRequest(method: "GET", rawQuery: "action=admin/leads"))
        let body = try JSONValue(parsing: answer.body)
        #expect(body["leads"]?.arrayValue?.count == 1)
        #expect(try await service.lead(lead)?["status"] == "approved")
    }
}

/// A store that runs a closure after its *n*th query, counted from 1.
private final class InterruptedStore: TableStore {
    private let store: any TableStore
    private let number: Int
    private let standsStill: Bool
    private let interruption: @Sendable () async -> Void
    private let queries = Mutex(0)

    init(
        store: any TableStore,
        query number: Int,
        standsStill: Bool = false,
        interruption: @escaping @Sendable () async -> Void
    ) {
        self.store = store
        self.number = number
        self.standsStill = standsStill
        self.interruption = interruption
    }

    var definitions: [TableDefinition] { store.definitions }

    func view() async -> any TableStore {
        guard standsStill else { return self }
        return InterruptedStore(store: await store.view(), query: number, interruption: interruption)
    }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await store.item(for: key, in: table)
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try await store.transact(actions, token: token)
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page {
        let page = try await store.query(query)
        let count = queries.withLock { count in
            count += 1
            return count
        }
        if count == number { await interruption() }
        return page
    }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page {
        try await store.scan(scan)
    }
}
