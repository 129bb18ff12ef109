import JSON
import Tables
import Testing

/// The conformance tests of all stores; each aspect has its own suite.
@Suite("A table store")
struct TableStoreConformanceTests {
    @Test("returns the item that was put", arguments: StoreUnderTest.allCases)
    func put(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let item: Item = [
            "id": "a", "text": "\0 é e\u{301} 👩‍👩‍👧 \u{10FFFF}",
            "number": .number(try #require(JSONNumber("0.10"))),
            "flag": true, "nothing": nil, "list": [1, ["deep": []]], "empty": "",
        ]
        try await store.write(.put(item, in: "People"))
        #expect(try await store.item(for: Key("a"), in: "People") == item)
        #expect(try await store.item(for: Key("b"), in: "People") == nil)
    }

    @Test("replaces an item as a whole", arguments: StoreUnderTest.allCases)
    func replace(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "a", "old": 1], in: "People"))
        try await store.write(.put(["id": "a", "new": 2], in: "People"))
        #expect(try await store.item(for: Key("a"), in: "People") == ["id": "a", "new": 2])
    }

    @Test("distinguishes keys by their bytes", arguments: StoreUnderTest.allCases)
    func bytes(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let texts = ["é", "e\u{301}", "A", "a", "a\0", "a\0b"]
        for text in texts {
            try await store.write(.put(["id": .string(text), "own": .string(text)], in: "People"))
        }
        for text in texts {
            let item = try await store.item(for: Key(.string(text)), in: "People")
            #expect(item?["own"] == .string(text))
        }
        #expect(try await store.scan(Scan("People")).items.count == texts.count)
    }

    @Test("treats numbers of the same value as the same key", arguments: StoreUnderTest.allCases)
    func numberKeys(kind: StoreUnderTest) async throws {
        try await kind.expecting(.numberKeysAreTexts) {
            let store = try await kind.make()
            let one = try #require(JSONNumber("1.0"))
            try await store.write(.put(["sensor": 1, "at": 10], in: "Readings"))
            #expect(try await store.item(for: Key(.number(one), 10), in: "Readings") != nil)
            try await store.write(.put(["sensor": .number(one), "at": 10, "x": 1], in: "Readings"))
            #expect(try await store.scan(Scan("Readings")).items.count == 1)
        }
    }

    @Test("deletes existing and missing items", arguments: StoreUnderTest.allCases)
    func delete(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "a", "city": "Bern", "age": 1], in: "People"))
        try await store.write(.delete(Key("a"), in: "People"))
        try await store.write(.delete(Key("a"), in: "People"))
        #expect(try await store.item(for: Key("a"), in: "People") == nil)
        let query = Query("People", index: "ByCityAndAge", partition: "Bern")
        #expect(try await store.query(query).items.isEmpty)
    }

    @Test("lists the existing tables in the error for an unknown one", arguments: StoreUnderTest.allCases)
    func unknownTable(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let error = TableStoreError.unknownTable("Nope", known: ["People", "Letters", "Readings"])
        await #expect(throws: error) { try await store.item(for: Key("a"), in: "Nope") }
        await #expect(throws: error) { try await store.write(.delete(Key("a"), in: "Nope")) }
        await #expect(throws: error) { try await store.query(Query("Nope", partition: "a")) }
        await #expect(throws: error) { try await store.scan(Scan("Nope")) }
    }

    @Test("lists the existing indexes in the error for an unknown one", arguments: StoreUnderTest.allCases)
    func unknownIndex(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        await #expect(throws: TableStoreError.unknownIndex("Nope", table: "Letters", known: [])) {
            try await store.query(Query("Letters", index: "Nope", partition: "a"))
        }
    }

    static let badItems: [(table: String, item: Item, attribute: String)] = [
        ("People", ["name": "a"], "id"),
        ("People", ["id": ""], "id"),
        ("People", ["id": 1], "id"),
        ("People", ["id": nil], "id"),
        ("People", ["id": .string(String(repeating: "é", count: 1_025))], "id"),
        ("Letters", ["box": "a"], "name"),
        ("Letters", ["box": "a", "name": .string(String(repeating: "a", count: 1_025))], "name"),
        ("Readings", ["sensor": "1", "at": 1], "sensor"),
        ("People", ["id": "a", "age": "30"], "age"),
        ("People", ["id": "a", "city": nil], "city"),
        ("People", ["id": "a", "mail": ""], "mail"),
        ("People", ["id": "a", "name": .string(String(repeating: "a", count: 1_025))], "name"),
    ]

    @Test(
        "rejects keys that are missing, empty, too long or of another type",
        arguments: StoreUnderTest.allCases,
        badItems
    )
    func badKeys(kind: StoreUnderTest, bad: (table: String, item: Item, attribute: String)) async throws {
        let store = try await kind.make()
        let thrown = await #expect(throws: TableStoreError.self) {
            try await store.write(.put(bad.item, in: bad.table))
        }
        guard case .invalidKey(bad.table, bad.attribute, _)? = thrown else {
            Issue.record("another error: \(String(describing: thrown))")
            return
        }
        #expect(try await store.scan(Scan(bad.table)).items.isEmpty)
    }

    @Test("accepts keys of the maximum length", arguments: StoreUnderTest.allCases)
    func longKeys(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let box = String(repeating: "b", count: 2_048)
        let name = String(repeating: "é", count: 512)
        try await store.write(.put(["box": .string(box), "name": .string(name)], in: "Letters"))
        #expect(try await store.item(for: Key(.string(box), .string(name)), in: "Letters") != nil)
    }

    @Test("rejects a key that does not match the table's schema", arguments: StoreUnderTest.allCases)
    func wrongKeys(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        await #expect(throws: TableStoreError.self) { try await store.item(for: Key("a", "b"), in: "People") }
        await #expect(throws: TableStoreError.self) { try await store.item(for: Key("a"), in: "Letters") }
        await #expect(throws: TableStoreError.self) { try await store.item(for: Key(1), in: "People") }
        await #expect(throws: TableStoreError.self) { try await store.item(for: Key(""), in: "People") }
    }

    @Test(
        "accepts an item of exactly 400 KB, names included, and rejects a larger one",
        arguments: StoreUnderTest.allCases
    )
    func itemSize(kind: StoreUnderTest) async throws {
        try await kind.expecting(.itemSizeDiffers) {
            let store = try await kind.make()
            // "id" + "a" + "text" is 7 bytes; é is 2.
            let fitting = String(repeating: "é", count: (409_600 - 7) / 2) + "x"
            try await store.write(.put(["id": "a", "text": .string(fitting)], in: "People"))
            await #expect(throws: TableStoreError.itemTooLarge(table: "People", bytes: 409_601)) {
                try await store.write(.put(["id": "b", "text": .string(fitting + "x")], in: "People"))
            }
            await #expect(throws: TableStoreError.itemTooLarge(table: "People", bytes: 409_602)) {
                try await store.write(.update(Key("a"), in: "People", [.set("t", true)]))
            }
            #expect(try await store.item(for: Key("a"), in: "People")?["t"] == nil)
        }
    }

    @Test("accepts 32 levels of nesting and rejects 33", arguments: StoreUnderTest.allCases)
    func depth(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        var value: JSONValue = 1
        for _ in 1..<32 { value = [value] }
        try await store.write(.put(["id": "a", "deep": value], in: "People"))
        await #expect(throws: TableStoreError.tooDeep(table: "People", attribute: "deep")) {
            try await store.write(.put(["id": "b", "deep": ["x": value]], in: "People"))
        }
    }

    @Test(
        "rejects numbers out of a table's range",
        arguments: StoreUnderTest.allCases,
        ["1e126", "1e-131", "1.00000000000000000000000000000000000001"]
    )
    func numbers(kind: StoreUnderTest, text: String) async throws {
        let store = try await kind.make()
        let number = try #require(JSONNumber(text))
        await #expect(throws: TableStoreError.invalidNumber(number)) {
            try await store.write(.put(["id": "a", "n": [.number(number)]], in: "People"))
        }
        await #expect(throws: TableStoreError.invalidNumber(number)) {
            try await store.item(for: Key(.number(number), 1), in: "Readings")
        }
    }

    @Test(
        "keeps numbers to the limits of a table exactly",
        arguments: StoreUnderTest.allCases,
        [
            "1e-130", "-1e-130", "9.9999999999999999999999999999999999999e125", "-9e125", "0", "-0",
            "12345678901234567890123456789012345678", "0.1", "1.50",
        ]
    )
    func exactNumbers(kind: StoreUnderTest, text: String) async throws {
        // DynamoDB writes numbers without exponents, zeros at their ends, and signs of zero.
        let isCanonical = !text.contains("e") && text != "-0" && text != "1.50"
        try await kind.expecting(isCanonical ? nil : .numberKeysAreTexts) {
            let store = try await kind.make()
            let number = try #require(JSONNumber(text))
            try await store.write(
                .put(["sensor": .number(number), "at": 1, "n": .number(number)], in: "Readings")
            )
            #expect(
                try await store.item(for: Key(.number(number), 1), in: "Readings")?["n"] == .number(number)
            )
        }
    }

    static let badIndexKeys: [(String, JSONValue)] = [("age", "30"), ("city", 1), ("mail", ""), ("name", [])]

    @Test(
        "refuses an update that gives an index a key of another type, or empties it",
        arguments: StoreUnderTest.allCases,
        badIndexKeys
    )
    func refusedIndexKeys(kind: StoreUnderTest, change: (String, JSONValue)) async throws {
        try await kind.expecting(.indexKeysAreUnchecked) {
            let store = try await kind.make()
            try await store.write(.put(["id": "a"], in: "People"))
            let thrown = await #expect(throws: TableStoreError.self) {
                try await store.write(.update(Key("a"), in: "People", [.set(change.0, change.1)]))
            }
            guard case .invalidKey("People", change.0, _)? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                return
            }
            #expect(try await store.item(for: Key("a"), in: "People") == ["id": "a"])
        }
    }

    @Test("refuses a sum of more digits than a table holds", arguments: StoreUnderTest.allCases)
    func longSum(kind: StoreUnderTest) async throws {
        try await kind.expecting(.sumsAreUnchecked) {
            let store = try await kind.make()
            let large = try #require(JSONNumber("1e100"))
            try await store.write(.put(["id": "a", "n": .number(large)], in: "People"))
            let thrown = await #expect(throws: TableStoreError.self) {
                try await store.write(.update(Key("a"), in: "People", [.add("n", 1)]))
            }
            guard case .invalidNumber? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                return
            }
            #expect(try await store.item(for: Key("a"), in: "People")?["n"] == .number(large))
        }
    }

    @Test("scans everything in pages", arguments: StoreUnderTest.allCases, [1, 7, 25, 26])
    func scan(kind: StoreUnderTest, limit: Int) async throws {
        let store = try await kind.make()
        for number in 0..<25 { try await store.write(.put(["id": .string("\(number)")], in: "People")) }
        var scan = Scan("People", limit: limit)
        var ids: [String] = []
        while true {
            let page = try await store.scan(scan)
            #expect(page.items.count <= limit)
            ids += page.items.compactMap { $0["id"]?.stringValue }
            guard let next = page.next else { break }
            scan.start = next
        }
        #expect(ids.sorted() == (0..<25).map(String.init).sorted())
    }
}
