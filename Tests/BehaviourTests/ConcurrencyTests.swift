import JSON
import Tables
import Testing

@Suite("Concurrent requests to behaviours")
struct ConcurrencyTests {
    private static let behaviours = [
        "open": """
        [{"put": "Accounts", "item": {"id": "${id}", "code": "AAA-0001", "owner": "x", "balance": 0}}, {"answer": {}}]
        """,
        "pay": """
        [{"get": "Accounts", "key": {"id": "${id}"}, "as": "account", "else": {"status": 404, "error": "none"}},
         {"update": "account", "add": {"balance": 1}, "set": {"opened_at": {"$now": {"after": "${account/opened_at}"}}}},
         {"put": "Entries", "item": {"account": "${id}", "at": "${account/opened_at}", "amount": "${account/balance}"}},
         {"answer": {}}]
        """,
        "once": """
        [{"query": "Entries", "where": {"account": "${id}"}, "as": "entries"},
         {"require": {"properties": {"entries": {"maxItems": 4}}}, "else": {"status": 409, "error": "full"}},
         {"put": "Entries", "item": {"account": "${id}", "amount": {"$count": "${entries}"}}},
         {"answer": {}}]
        """,
    ]

    @Test("leave the totals of some order of them", arguments: [false, true])
    func totals(byConditions: Bool) async throws {
        let service = try NotesService(
            Self.behaviours,
            store: { byConditions ? ConditionStore(store: $0) : $0 as any TableStore }
        )
        #expect(try await service.send("open", ["id": "a"]).status == 200)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try await service.send("pay", ["id": "a"]).status } }
            for try await status in group { #expect(status == 200) }
        }
        let account = try #require(try service.records("Accounts").first)
        let entries = try service.records("Entries")
        #expect(account["balance"] == 100)
        #expect(entries.count == 100)
        #expect(Set(entries.compactMap { $0["amount"]?.intValue }) == Set(1...100))
        #expect(Set(entries.compactMap { $0["at"]?.intValue }).count == 100)
        #expect(entries.compactMap { $0["at"]?.intValue }.max() == account["opened_at"]?.intValue)
    }

    @Test("take notice of records that others add to what they have read")
    func ranges() async throws {
        let service = try NotesService(Self.behaviours)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { try await service.send("once", ["id": "a"]).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 200 } == 5)
        #expect(statuses.count { $0 == 409 } == 35)
        #expect(
            try service.records("Entries").compactMap { $0["amount"]?.intValue }.sorted() == [0, 1, 2, 3, 4]
        )
    }
}

/// A store that knows conditions on items only, as DynamoDB does.
private struct ConditionStore: TableStore {
    let store: InMemoryStore

    var definitions: [TableDefinition] { store.definitions }

    func item(for key: Key, in table: String) async throws(TableStoreError) -> Item? {
        try await store.item(for: key, in: table)
    }

    func transact(_ actions: [WriteAction], token: String?) async throws(TableStoreError) {
        try await store.transact(actions, token: token)
    }

    func query(_ query: Query) async throws(TableStoreError) -> Page { try await store.query(query) }

    func scan(_ scan: Scan) async throws(TableStoreError) -> Page { try await store.scan(scan) }
}
