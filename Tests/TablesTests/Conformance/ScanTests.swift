import JSON
import Tables
import Testing

@Suite("A store's scans")
struct ScanTests {
    private static func filled(_ kind: StoreUnderTest) async throws -> any TableStore {
        let store = try await kind.make()
        for (id, city, age) in [("a", "Rome", 30), ("b", "Bern", 40), ("c", "Rome", 30), ("d", "Rome", 20)] {
            try await store.write(
                .put(
                    ["id": .string(id), "city": .string(city), "age": .number(JSONNumber(age))],
                    in: "People"
                )
            )
        }
        try await store.write(.put(["id": "e", "city": "Oslo"], in: "People"))
        return store
    }

    private static func all(_ scan: Scan, _ store: any TableStore) async throws -> [String] {
        var scan = scan
        var ids: [String] = []
        while true {
            let page = try await store.scan(scan)
            ids += page.items.compactMap { $0["id"]?.stringValue }
            guard let next = page.next else { return ids }
            scan.start = next
        }
    }

    @Test(
        "of an index return only its items, each once",
        arguments: StoreUnderTest.allCases,
        [nil, 1, 2, 4, 5]
    )
    func index(kind: StoreUnderTest, limit: Int?) async throws {
        let store = try await Self.filled(kind)
        let ids = try await Self.all(Scan("People", index: "ByCityAndAge", limit: limit), store)
        #expect(ids.sorted() == ["a", "b", "c", "d"])
    }

    @Test("filter after the limit", arguments: StoreUnderTest.allCases)
    func filter(kind: StoreUnderTest) async throws {
        let store = try await Self.filled(kind)
        let scan = Scan("People", limit: 2, filter: .equals("city", "Rome"))
        let page = try await store.scan(scan)
        #expect(page.items.count <= 2)
        #expect(page.next != nil)
        #expect(try await Self.all(scan, store).sorted() == ["a", "c", "d"])
    }

    @Test("return a page key for a page that ends exactly at its limit", arguments: StoreUnderTest.allCases)
    func exactPage(kind: StoreUnderTest) async throws {
        try await kind.expecting(.exactPageHasNoKey) {
            let store = try await Self.filled(kind)
            let page = try await store.scan(Scan("People", limit: 5))
            #expect(page.items.count == 5)
            #expect(page.next?.attributes.names == ["id"])
            let rest = try await store.scan(Scan("People", limit: 5, start: page.next))
            #expect(rest.items.isEmpty)
            #expect(rest.next == nil)
            #expect(try await store.scan(Scan("People", limit: 6)).next == nil)
        }
    }

    @Test("end a page at 1 MB, before the filter", arguments: StoreUnderTest.allCases)
    func pageSize(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let text = JSONValue.string(String(repeating: "x", count: 300_000))
        for number in 0..<5 {
            try await store.write(.put(["id": .string("\(number)"), "text": text], in: "People"))
        }
        let page = try await store.scan(Scan("People", filter: .exists("none")))
        #expect(page.items.isEmpty)
        #expect(page.next != nil)
        try await kind.expecting(.capacityIsConstant) {
            #expect((900_000...TableLimits.pageBytes).contains(page.bytes))
        }
        #expect(try await Self.all(Scan("People"), store).count == 5)
    }

    @Test("name the indexes that exist when asked for another", arguments: StoreUnderTest.allCases)
    func unknownIndex(kind: StoreUnderTest) async throws {
        let store = try await Self.filled(kind)
        let error = TableStoreError.unknownIndex("No", table: "Letters", known: [])
        await #expect(throws: error) { try await store.scan(Scan("Letters", index: "No")) }
    }

    @Test("reject a page key without the table's key", arguments: StoreUnderTest.allCases)
    func foreignPageKey(kind: StoreUnderTest) async throws {
        let store = try await Self.filled(kind)
        for start: JSONObject in [[:], ["id": 1], ["city": "Rome", "age": 30]] {
            let thrown = await #expect(throws: TableStoreError.self) {
                try await store.scan(Scan("People", start: PageKey(start)))
            }
            guard case .invalidPageKey? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                continue
            }
        }
    }
}
