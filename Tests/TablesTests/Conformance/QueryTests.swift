import JSON
import Tables
import Testing

@Suite("A store's queries")
struct QueryTests {
    static let names = ["a", "A", "B", "ba", "bb", "c", "é", "e\u{301}", "z\0", "z"]
    static let sortedNames = ["A", "B", "a", "ba", "bb", "c", "e\u{301}", "z", "z\0", "é"]

    static let conditions: [(SortCondition?, [String])] = [
        (nil, sortedNames),
        (.equals("ba"), ["ba"]), (.equals("b"), []),
        (.less("a"), ["A", "B"]), (.lessOrEqual("a"), ["A", "B", "a"]),
        (.greater("e\u{301}"), ["z", "z\0", "é"]),
        (.greaterOrEqual("e\u{301}"), ["e\u{301}", "z", "z\0", "é"]),
        (.greater("z"), ["z\0", "é"]), (.less("z\0"), ["A", "B", "a", "ba", "bb", "c", "e\u{301}", "z"]),
        (.between("B", "bb"), ["B", "a", "ba", "bb"]), (.between("bb", "B"), []),
        (.beginsWith("b"), ["ba", "bb"]), (.beginsWith("z"), ["z", "z\0"]), (.beginsWith("e"), ["e\u{301}"]),
    ]

    @Test(
        "return a range of strings in byte order",
        arguments: StoreUnderTest.allCases,
        conditions
    )
    func strings(kind: StoreUnderTest, condition: (SortCondition?, [String])) async throws {
        let store = try await kind.make()
        for name in Self.names {
            try await store.write(.put(["box": "x", "name": .string(name)], in: "Letters"))
            try await store.write(.put(["box": "xx", "name": .string(name)], in: "Letters"))
        }
        for direction in Query.Direction.allCases {
            for limit in [nil, 1, 3] {
                let query = Query(
                    "Letters",
                    partition: "x",
                    sort: condition.0,
                    direction: direction,
                    limit: limit
                )
                let expected = direction == .ascending ? condition.1 : condition.1.reversed()
                #expect(try await store.values("name", query) == expected.map { .string($0) })
            }
        }
    }

    static let numberConditions: [(SortCondition?, [JSONValue])] = [
        (nil, [-10, -1, 0, 2, 10, 100]), (.equals(10), [10]), (.less(0), [-10, -1]),
        (.lessOrEqual(0), [-10, -1, 0]),
        (.greater(2), [10, 100]), (.greaterOrEqual(2), [2, 10, 100]), (.between(-1, 10), [-1, 0, 2, 10]),
    ]

    @Test(
        "return a range of numbers in numeric order",
        arguments: StoreUnderTest.allCases,
        numberConditions
    )
    func numbers(kind: StoreUnderTest, condition: (SortCondition?, [JSONValue])) async throws {
        let store = try await kind.make()
        for number in [10, -1, 100, 2, 0, -10] {
            try await store.write(.put(["sensor": 1, "at": .number(JSONNumber(number))], in: "Readings"))
        }
        let query = Query("Readings", partition: 1, sort: condition.0)
        #expect(try await store.values("at", query) == condition.1)
    }

    @Test(
        "omit items from an index that lack one of its attributes",
        arguments: StoreUnderTest.allCases
    )
    func sparse(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "a", "city": "Bern"], in: "People"))
        try await store.write(.put(["id": "b", "age": 3], in: "People"))
        try await store.write(.put(["id": "c", "city": "Bern", "age": 3], in: "People"))
        let query = Query("People", index: "ByCityAndAge", partition: "Bern")
        #expect(try await store.values("id", query) == ["c"])
    }

    @Test(
        "return equal sort keys in insertion order, where the store keeps it",
        arguments: StoreUnderTest.allCases.filter(\.keepsInsertionOrder)
    )
    func ties(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let ids = ["m", "z", "a", "q", "b"]
        for id in ids {
            try await store.write(.put(["id": .string(id), "city": "Bern", "age": 30], in: "People"))
        }
        // A change keeps an item's insertion number.
        try await store.write(.update(Key("m"), in: "People", [.set("note", 1)]))
        try await store.write(.put(["id": "a", "city": "Bern", "age": 30], in: "People"))
        for direction in Query.Direction.allCases {
            for limit in [nil, 1, 2, 5] {
                let query = Query(
                    "People",
                    index: "ByCityAndAge",
                    partition: "Bern",
                    direction: direction,
                    limit: limit
                )
                let expected = direction == .ascending ? ids : ids.reversed()
                #expect(try await store.values("id", query) == expected.map { .string($0) })
            }
        }
    }

    @Test("return a page key for a page that ends exactly at its limit", arguments: StoreUnderTest.allCases)
    func exactPage(kind: StoreUnderTest) async throws {
        try await kind.expecting(.exactPageHasNoKey) {
            let store = try await kind.make()
            for name in ["a", "b"] {
                try await store.write(.put(["box": "x", "name": .string(name)], in: "Letters"))
            }
            var query = Query("Letters", partition: "x", limit: 2)
            let page = try await store.query(query)
            #expect(page.items.count == 2)
            query.start = page.next
            #expect(query.start?.attributes == ["box": "x", "name": "b"])
            let rest = try await store.query(query)
            #expect(rest.items.isEmpty)
            #expect(rest.next == nil)
            query.limit = 3
            query.start = nil
            #expect(try await store.query(query).next == nil)
        }
    }

    @Test("filter after the limit", arguments: StoreUnderTest.allCases)
    func filterAfterLimit(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        for number in 0..<6 {
            try await store.write(
                .put(
                    ["box": "x", "name": .string("\(number)"), "even": .bool(number % 2 == 0)],
                    in: "Letters"
                )
            )
        }
        let query = Query("Letters", partition: "x", limit: 3, filter: .equals("even", false))
        let page = try await store.query(query)
        #expect(page.items.map { $0["name"] } == ["1"])
        #expect(page.next != nil)
        #expect(try await store.values("name", query) == ["1", "3", "5"])
    }

    @Test("end a page at 1 MB, before the filter", arguments: StoreUnderTest.allCases)
    func pageSize(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let text = JSONValue.string(String(repeating: "x", count: 300_000))
        for number in 0..<5 {
            try await store.write(
                .put(["box": "x", "name": .string("\(number)"), "text": text], in: "Letters")
            )
        }
        let page = try await store.query(Query("Letters", partition: "x"))
        #expect((3...4).contains(page.items.count))
        #expect(page.next != nil)
        let filtered = try await store.query(Query("Letters", partition: "x", filter: .equals("name", "4")))
        #expect(filtered.items.isEmpty)
        #expect(filtered.next != nil)
        let all = Query("Letters", partition: "x", filter: .equals("name", "4"))
        #expect(try await store.values("name", all) == ["4"])
    }

    @Test(
        "continue after the page key when its item was deleted or moved",
        arguments: StoreUnderTest.allCases
    )
    func movedPageKey(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        for id in ["a", "b", "c", "d"] {
            try await store.write(.put(["id": .string(id), "city": "Bern", "age": 30], in: "People"))
        }
        var query = Query("People", index: "ByCityAndAge", partition: "Bern", limit: 2)
        let ids = try await store.values("id", query).compactMap(\.stringValue)
        query.start = try await store.query(query).next
        try await store.write(.delete(Key(.string(ids[1])), in: "People"))
        #expect(try await store.query(query).items.map { $0["id"]?.stringValue } == [ids[2], ids[3]])
        try await store.write(.put(["id": .string(ids[1]), "city": "Basel", "age": 1], in: "People"))
        #expect(try await store.query(query).items.map { $0["id"]?.stringValue } == [ids[2], ids[3]])
    }

    @Test("can continue after any item of a page", arguments: StoreUnderTest.allCases)
    func keyAfter(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        for id in ["c", "b", "a"] {
            try await store.write(.put(["id": .string(id), "city": "Bern", "age": 30], in: "People"))
        }
        var query = Query("People", index: "ByCityAndAge", partition: "Bern")
        let page = try await store.query(query)
        query.start = page.key(after: 0)
        #expect(page.items.count == 3)
        #expect(try await store.query(query).items == Array(page.items.dropFirst()))
        #expect(page.key(after: 3) == nil)
        #expect(page.key(after: -1) == nil)
    }

    @Test(
        "reject a page key of another partition, another range or another shape",
        arguments: StoreUnderTest.allCases
    )
    func foreignPageKey(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        for start: JSONObject in [
            ["box": "y", "name": "a"], ["box": "x"], [:], ["box": 1, "name": "a"], ["box": "x", "name": "A"],
        ] {
            let query = Query("Letters", partition: "x", sort: .greater("a"), start: PageKey(start))
            let thrown = await #expect(throws: TableStoreError.self) { try await store.query(query) }
            guard case .invalidPageKey? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                continue
            }
        }
    }

    @Test("reject a limit below one", arguments: StoreUnderTest.allCases, [0, -1])
    func badLimit(kind: StoreUnderTest, limit: Int) async throws {
        let store = try await kind.make()
        await #expect(throws: TableStoreError.invalidLimit(limit)) {
            try await store.query(Query("Letters", partition: "x", limit: limit))
        }
        await #expect(throws: TableStoreError.invalidLimit(limit)) {
            try await store.scan(Scan("Letters", limit: limit))
        }
    }

    @Test(
        "reject keys that do not match the index, and ranges without a sort key",
        arguments: StoreUnderTest.allCases
    )
    func badKeys(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let queries = [
            Query("People", partition: 1), Query("People", partition: ""),
            Query("People", index: "ByCityAndAge", partition: "x", sort: .less("a")),
            Query("People", index: "ByCityAndAge", partition: "x", sort: .beginsWith("3")),
            Query("People", partition: "x", sort: .less("a")),
        ]
        for query in queries {
            let thrown = await #expect(throws: TableStoreError.self) { try await store.query(query) }
            guard case .invalidKey("People", _, _)? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                continue
            }
        }
    }
}
