import JSON
import Tables
import Testing

@Suite("A store's reads of several items")
struct ReadTests {
    private static func filled(_ kind: StoreUnderTest) async throws -> any TableStore {
        let store = try await kind.make()
        try await store.transact([
            .put(["id": "a", "n": 1], in: "People"), .put(["id": "b", "n": 2], in: "People"),
            .put(["box": "a", "name": "b"], in: "Letters"),
        ])
        return store
    }

    private static let addresses = [
        ItemAddress("People", Key("b")), ItemAddress("Letters", Key("a", "b")),
        ItemAddress("People", Key("none")), ItemAddress("People", Key("a")),
    ]
    private static let expected: [Item?] = [
        ["id": "b", "n": 2], ["box": "a", "name": "b"], nil, ["id": "a", "n": 1],
    ]

    @Test(
        "return them in the order of their keys, as a batch and as a transaction",
        arguments: StoreUnderTest.allCases
    )
    func order(kind: StoreUnderTest) async throws {
        let store = try await Self.filled(kind)
        #expect(try await store.items(Self.addresses) == Self.expected)
        #expect(try await store.transactionalItems(Self.addresses) == Self.expected)
    }

    static let mistakes: [([ItemAddress], TableStoreError)] = [
        ([], .readCount(0)),
        ((0...100).map { ItemAddress("People", Key(.string("\($0)"))) }, .readCount(101)),
        (addresses + [addresses[1]], .readRepeatsItem(read: 4)),
        ([ItemAddress("Nope", Key("a"))], .unknownTable("Nope", known: ["People", "Letters", "Readings"])),
        (
            [ItemAddress("People", Key("a")), ItemAddress("Letters", Key("a"))],
            .invalidKey(table: "Letters", attribute: "name", reason: "is missing")
        ),
    ]

    @Test("refuse none, more than 100, repeated and wrong keys", arguments: StoreUnderTest.allCases, mistakes)
    func refused(kind: StoreUnderTest, mistake: ([ItemAddress], TableStoreError)) async throws {
        let store = try await Self.filled(kind)
        await #expect(throws: mistake.1) { try await store.items(mistake.0) }
        await #expect(throws: mistake.1) { try await store.transactionalItems(mistake.0) }
    }

    @Test("return a hundred, and more than 4 MB only as a batch", arguments: StoreUnderTest.allCases)
    func large(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let text = JSONValue.string(String(repeating: "x", count: 50_000))
        for number in 0..<100 {
            try await store.write(.put(["id": .string("\(number)"), "text": text], in: "People"))
        }
        let addresses = (0..<100).map { ItemAddress("People", Key(.string("\($0)"))) }
        #expect(try await store.items(addresses).count { $0 != nil } == 100)
        try await kind.expecting(.readsAreFew) {
            await #expect(throws: TableStoreError.readTooLarge(bytes: 5_000_790)) {
                try await store.transactionalItems(addresses)
            }
            let found = try await store.transactionalItems(Array(addresses.prefix(80)))
            #expect(found.compactMap(\.self).count == 80)
        }
    }

    @Test("show a transaction as a whole or not at all", arguments: StoreUnderTest.allCases)
    func isolation(kind: StoreUnderTest) async throws {
        let store = try await Self.filled(kind)
        let addresses = [ItemAddress("People", Key("x")), ItemAddress("Letters", Key("x", "x"))]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<100 {
                        try await store.transact([
                            .update(Key("x"), in: "People", [.add("n", 1)]),
                            .update(Key("x", "x"), in: "Letters", [.add("n", 1)]),
                        ])
                    }
                }
                group.addTask {
                    for _ in 0..<100 {
                        let items = try await store.transactionalItems(addresses)
                        #expect(items[0]?["n"] == items[1]?["n"])
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("of an index cannot be consistent; those of a table can", arguments: StoreUnderTest.allCases)
    func consistency(kind: StoreUnderTest) async throws {
        let store = try await Self.filled(kind)
        let error = TableStoreError.consistentIndexRead("ByMail", table: "People")
        await #expect(throws: error) {
            try await store.query(Query("People", index: "ByMail", partition: "a", isConsistent: true))
        }
        await #expect(throws: error) {
            try await store.scan(Scan("People", index: "ByMail", isConsistent: true))
        }
        for isConsistent in [false, true] {
            let query = Query("People", partition: "a", isConsistent: isConsistent)
            #expect(try await store.query(query).items.count == 1)
            #expect(try await store.scan(Scan("People", isConsistent: isConsistent)).items.count == 2)
        }
    }
}
