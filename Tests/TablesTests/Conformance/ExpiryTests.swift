import JSON
import Tables
import Testing

@Suite("A store's expired items")
struct ExpiryTests {
    /// A second on a full minute.
    private static let start = 1_767_225_600
    private static let kinds = StoreUnderTest.allCases.filter(\.hasTestClock)

    private static func ticket(_ id: String, ends: JSONValue?, rank: Int = 0) -> Item {
        var item: Item = ["id": .string(id), "owner": "ana", "rank": .number(JSONNumber(rank))]
        item["ends"] = ends
        return item
    }

    private static func seconds(_ offset: Int) -> JSONValue { .number(JSONNumber(start + offset)) }

    private let clock = TestClock()

    init() {
        clock.now = Self.start * 1_000
    }

    private func store(_ kind: StoreUnderTest, _ mode: Expiry.Mode = .hide) async throws -> any TableStore {
        let clock = clock
        return try await kind.make(
            [TestTables.tickets, TestTables.people],
            milliseconds: { clock.now },
            expiry: mode
        )
    }

    /// The items that each way of reading finds.
    private static func found(_ id: String, _ store: any TableStore) async throws -> [Int] {
        let owners = Query("Tickets", index: "ByOwner", partition: "ana")
        return [
            try await store.item(for: Key(.string(id)), in: "Tickets") == nil ? 0 : 1,
            try await store.items([ItemAddress("Tickets", Key(.string(id)))]).compactMap(\.self).count,
            try await store.transactionalItems([ItemAddress("Tickets", Key(.string(id)))])
                .compactMap(\.self).count,
            try await store.query(Query("Tickets", partition: .string(id))).items.count,
            try await store.query(owners).items.count,
            try await store.scan(Scan("Tickets")).items.count,
            try await store.scan(Scan("Tickets", index: "ByOwner")).items.count,
        ]
    }

    @Test("are found by no read from the second of their time on", arguments: kinds)
    func hidden(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        try await store.write(.put(Self.ticket("a", ends: Self.seconds(90)), in: "Tickets"))
        clock.now += 89_999
        #expect(try await Self.found("a", store) == [1, 1, 1, 1, 1, 1, 1])
        clock.now += 1
        #expect(try await Self.found("a", store) == [0, 0, 0, 0, 0, 0, 0])
    }

    @Test("are found until the next full minute where they are swept", arguments: kinds)
    func swept(kind: StoreUnderTest) async throws {
        let store = try await store(kind, .sweep)
        try await store.write(.put(Self.ticket("a", ends: Self.seconds(61)), in: "Tickets"))
        clock.now += 119_999
        #expect(try await Self.found("a", store) == [1, 1, 1, 1, 1, 1, 1])
        clock.now += 1
        #expect(try await Self.found("a", store) == [0, 0, 0, 0, 0, 0, 0])
    }

    @Test("stay where nothing is deleted", arguments: kinds)
    func off(kind: StoreUnderTest) async throws {
        let store = try await store(kind, .off)
        try await store.write(.put(Self.ticket("a", ends: Self.seconds(1)), in: "Tickets"))
        clock.now += 1_000_000_000
        #expect(try await Self.found("a", store) == [1, 1, 1, 1, 1, 1, 1])
    }

    /// Attributes that end nothing: absent, no numbers, milliseconds by mistake, and times that are long over when written.
    static let lasting: [JSONValue?] = [
        nil, .null, "1767225601", true, [1], 0, 1_000, seconds(-Expiry.ignoredSeconds - 1),
        .number(JSONNumber((start + 1) * 1_000)),
    ]

    @Test("are only those with a number of seconds that was reached lately", arguments: kinds, lasting)
    func stays(kind: StoreUnderTest, ends: JSONValue?) async throws {
        let store = try await store(kind)
        clock.now += 5_000
        #expect(try await store.scan(Scan("Tickets")).items.isEmpty)
        try await store.write(.put(Self.ticket("a", ends: ends), in: "Tickets"))
        try await store.write(.put(["id": "p", "ends": 1], in: "People"))
        #expect(try await Self.found("a", store) == [1, 1, 1, 1, 1, 1, 1])
        #expect(try await store.item(for: Key("p"), in: "People") != nil)
    }

    @Test("are all that a clock has passed when it was advanced by ten years", arguments: kinds)
    func advanced(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        try await store.write(.put(Self.ticket("a", ends: Self.seconds(60)), in: "Tickets"))
        clock.now += 10 * 365 * 86_400_000
        #expect(try await Self.found("a", store) == [0, 0, 0, 0, 0, 0, 0])
        clock.now = Self.start * 1_000
        #expect(try await Self.found("a", store) == [0, 0, 0, 0, 0, 0, 0])
    }

    @Test("are those whose last written time has come", arguments: kinds)
    func rewritten(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        for id in ["kept", "freed", "ended"] {
            try await store.write(.put(Self.ticket(id, ends: Self.seconds(60)), in: "Tickets"))
        }
        try await store.write(.update(Key("kept"), in: "Tickets", [.add("ends", 60)]))
        try await store.write(.update(Key("freed"), in: "Tickets", [.remove("ends")]))
        try await store.write(.update(Key("ended"), in: "Tickets", [.add("ends", -30)]))
        clock.now += 30_000
        #expect(try await store.scan(Scan("Tickets")).items.map { $0["id"] } == ["freed", "kept"])
        clock.now += 60_000
        #expect(try await store.scan(Scan("Tickets")).items.map { $0["id"] } == ["freed", "kept"])
        clock.now += 30_000
        #expect(try await store.scan(Scan("Tickets")).items.map { $0["id"] } == ["freed"])
    }

    @Test("are absent for conditions and updates", arguments: kinds)
    func conditions(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        try await store.write(.put(Self.ticket("a", ends: Self.seconds(1)), in: "Tickets"))
        clock.now += 1_000
        await #expect(throws: TableStoreError.failedCondition(of: 0, nil)) {
            try await store.write(.update(Key("a"), in: "Tickets", [.add("n", 1)], if: .exists("id")))
        }
        try await store.write(.update(Key("a"), in: "Tickets", [.add("n", 1)]))
        #expect(try await store.item(for: Key("a"), in: "Tickets") == ["id": "a", "n": 1])
        try await store.write(.delete(Key("a"), in: "Tickets"))
        try await store.write(.put(Self.ticket("b", ends: Self.seconds(2)), in: "Tickets"))
        clock.now += 1_000
        try await store.write(.put(Self.ticket("b", ends: nil), in: "Tickets", if: .absent("id")))
        #expect(try await Self.found("b", store) == [1, 1, 1, 1, 1, 1, 1])
    }

    @Test("do not count towards the limit of a page", arguments: kinds)
    func pages(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        for (rank, id) in ["a", "b", "c", "d", "e"].enumerated() {
            let ends = id == "b" || id == "c" ? Self.seconds(1) : Self.seconds(100)
            try await store.write(.put(Self.ticket(id, ends: ends, rank: rank), in: "Tickets"))
        }
        var query = Query("Tickets", index: "ByOwner", partition: "ana", limit: 1)
        query.start = try await store.query(query).next
        clock.now += 1_000
        query.limit = 2
        #expect(try await store.query(query).items.map { $0["id"] } == ["d", "e"])
    }

    @Test("make what has read them conflict", arguments: kinds)
    func reads(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        let ticket = Self.ticket("a", ends: Self.seconds(1))
        try await store.write(.put(ticket, in: "Tickets"))
        var reads = ReadSet()
        reads.insert(ticket, for: Key("a"), in: "Tickets")
        clock.now += 1_000
        await #expect(throws: TableStoreError.conflict) {
            try await store.transact([.put(["id": "p"], in: "People")], ifUnchanged: reads)
        }
    }

    @Test("are gone by a thousand at once, and the others stay", arguments: kinds)
    func many(kind: StoreUnderTest) async throws {
        let store = try await store(kind)
        for batch in 0..<10 {
            try await store.transact(
                (0..<100).map { index in
                    let ends = index == 0 ? Self.seconds(1_000) : Self.seconds(batch + 1)
                    return .put(Self.ticket("\(batch)-\(index)", ends: ends), in: "Tickets")
                }
            )
        }
        clock.now += 5_000
        #expect(try await store.scan(Scan("Tickets", limit: 2_000)).items.count == 505)
        clock.now += 5_000
        #expect(try await store.scan(Scan("Tickets")).items.count == 10)
    }
}
