import JSON
import Synchronization
import Tables
import Testing

@Suite("A request's view of the tables")
struct ViewLifetimeTests {
    @Test("is gone when the request writes, so that tables in memory need not be copied for that")
    func isReleased() async throws {
        let views = Views()
        let service = try NotesService(
            [
                "open": """
                [{"get": "Accounts", "key": {"id": "${id}"}, "as": "account"},
                 {"put": "Accounts", "item": {"id": "${id}", "code": "AAA-0001", "owner": "x", "balance": 0}}, {"answer": {}}]
                """
            ],
            store: { WatchedStore(store: $0, views: views) }
        )
        #expect(try await service.send("open", ["id": "a"]).status == 200)
        #expect(views.atWrites == [false])
    }
}

/// The newest view of a store, and whether it was still there at each write.
private final class Views: Sendable {
    private struct State {
        weak var newest: InMemoryStore?
        var atWrites: [Bool] = []
    }

    private let state = Mutex(State())

    var atWrites: [Bool] { state.withLock { $0.atWrites } }

    func begin(_ view: InMemoryStore) { state.withLock { $0.newest = view } }

    func noteWrite() { state.withLock { $0.atWrites.append($0.newest != nil) } }
}

/// A store whose views are watched.
private struct WatchedStore: TableStore {
    let store: InMemoryStore
    let views: Views

    var definitions: [TableDefinition] { store.definitions }

    func view() async -> any TableStore {
        let view = InMemoryStore(store.snapshot())
        views.begin(view)
        return view
    }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await store.item(for: key, in: table)
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try await store.transact(actions, token: token)
    }

    func transact(
        _ actions: [WriteAction],
        ifUnchanged reads: ReadSet
    ) async throws(TableStoreError) {
        views.noteWrite()
        try await store.transact(actions, ifUnchanged: reads)
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page { try await store.query(query) }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page { try await store.scan(scan) }
}
