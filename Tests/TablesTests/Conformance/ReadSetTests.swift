import JSON
import Tables
import Testing

@Suite("A store's writes that depend on what was read")
struct ReadSetTests {
    private static let write = [WriteAction.put(["id": "new"], in: "People")]

    /// A store with three people of one city, and all that was read of them.
    private static func make(_ kind: StoreUnderTest) async throws -> (any TableStore, ReadSet) {
        let store = try await kind.make()
        for (id, age) in [("a", 30), ("b", 40), ("c", 50)] {
            try await store.write(
                .put(["id": .string(id), "city": "Rome", "age": .number(JSONNumber(age))], in: "People")
            )
        }
        var reads = ReadSet()
        reads.insert(try await store.item(for: Key("a"), in: "People"), for: Key("a"), in: "People")
        reads.insert(try await store.item(for: Key("none"), in: "People"), for: Key("none"), in: "People")
        let query = Query("People", index: "ByCityAndAge", partition: "Rome", sort: .greater(35))
        reads.insert(try await store.query(query).items, of: query)
        return (store, reads)
    }

    @Test("are applied when nothing has changed", arguments: StoreUnderTest.allCases)
    func unchanged(kind: StoreUnderTest) async throws {
        let (store, reads) = try await Self.make(kind)
        try await store.write(.put(["id": "d", "city": "Paris", "age": 45], in: "People"))
        try await store.write(.put(["id": "e", "city": "Rome", "age": 20], in: "People"))
        try await store.transact(Self.write, ifUnchanged: reads)
        #expect(try await store.item(for: Key("new"), in: "People") != nil)
    }

    static let changes: [(String, WriteAction)] = [
        ("an item has changed", .update(Key("a"), in: "People", [.set("age", 31)])),
        ("an item is gone", .delete(Key("a"), in: "People")),
        ("an item has come", .put(["id": "none"], in: "People")),
        (
            "an item of a range has changed",
            .update(Key("c"), in: "People", [.set("mail", "c@example.com"), .set("age", 51)])
        ),
        ("an item of a range is gone", .delete(Key("b"), in: "People")),
    ]

    @Test("are refused as a conflict, and change nothing, when", arguments: StoreUnderTest.allCases, changes)
    func changed(kind: StoreUnderTest, change: (String, WriteAction)) async throws {
        let (store, reads) = try await Self.make(kind)
        try await store.write(change.1)
        await #expect(throws: TableStoreError.conflict) {
            try await store.transact(Self.write, ifUnchanged: reads)
        }
        #expect(try await store.item(for: Key("new"), in: "People") == nil)
    }

    @Test(
        "are refused when an item was added to a range, where the store notices",
        arguments: StoreUnderTest.allCases.filter(\.noticesAdditions)
    )
    func added(kind: StoreUnderTest) async throws {
        let (store, reads) = try await Self.make(kind)
        try await store.write(.put(["id": "d", "city": "Rome", "age": 45], in: "People"))
        await #expect(throws: TableStoreError.conflict) {
            try await store.transact(Self.write, ifUnchanged: reads)
        }
    }

    @Test("may write what was read, with conditions of their own", arguments: StoreUnderTest.allCases)
    func ownItems(kind: StoreUnderTest) async throws {
        let (store, reads) = try await Self.make(kind)
        try await store.transact(
            [
                .update(Key("a"), in: "People", [.add("age", 1)], if: .exists("id")),
                .put(["id": "none"], in: "People", if: .absent("id")), .delete(Key("b"), in: "People"),
            ],
            ifUnchanged: reads
        )
        #expect(try await store.item(for: Key("a"), in: "People")?["age"] == 31)
        #expect(try await store.item(for: Key("b"), in: "People") == nil)
        #expect(try await store.item(for: Key("none"), in: "People") != nil)
    }

    @Test("may be more than one transaction takes", arguments: StoreUnderTest.allCases)
    func many(kind: StoreUnderTest) async throws {
        let (store, reads) = try await Self.make(kind)
        let actions = (0..<250).map { WriteAction.put(["id": .string("\($0)")], in: "People") }
        try await store.transact(actions, ifUnchanged: reads)
        #expect(try await store.scan(Scan("People")).items.count == 253)
        try await store.write(.delete(Key("a"), in: "People"))
        await #expect(throws: TableStoreError.conflict) {
            try await store.transact(Array(actions.prefix(3)), ifUnchanged: reads)
        }
    }

    @Test("may take much more in a request than in a table", arguments: StoreUnderTest.allCases)
    func escaped(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        // One byte of an item, and six of the request: 1.2 MB in items, 7.2 MB in JSON.
        let text = String(repeating: "\u{1}", count: 100_000)
        let actions = (0..<12).map { number in
            WriteAction.put(["id": .string("\(number)"), "note": .string(text)], in: "People")
        }
        try await store.transact(actions, ifUnchanged: ReadSet())
        for number in 0..<12 {
            let item = try await store.item(for: Key(.string("\(number)")), in: "People")
            #expect(item?["note"]?.stringValue == text)
        }
    }
}
