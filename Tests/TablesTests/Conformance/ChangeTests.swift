import JSON
import Tables
import Testing

@Suite("A store's updates")
struct ChangeTests {
    @Test("set, set if absent, add and remove", arguments: StoreUnderTest.allCases)
    func changes(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "a", "n": 5, "old": 1, "gone": 1], in: "People"))
        try await store.write(
            .update(
                Key("a"),
                in: "People",
                [
                    .set("new", ["x": 1]), .setIfAbsent("old", 2), .setIfAbsent("other", 3), .add("n", -7),
                    .add("count", 1), .remove("gone"), .remove("never"),
                ]
            )
        )
        #expect(
            try await store.item(for: Key("a"), in: "People")
                == ["id": "a", "n": -2, "old": 1, "new": ["x": 1], "other": 3, "count": 1]
        )
    }

    @Test("create the item when there is none", arguments: StoreUnderTest.allCases)
    func create(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.update(Key("b", "n"), in: "Letters", [.add("count", 1)]))
        #expect(
            try await store.item(for: Key("b", "n"), in: "Letters") == ["box": "b", "name": "n", "count": 1]
        )
    }

    @Test("add numbers exactly", arguments: StoreUnderTest.allCases)
    func exact(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        for text in ["0.1", "0.2", "12345678901234567890", "-12345678901234567890"] {
            let number = try #require(JSONNumber(text))
            try await store.write(.update(Key("a"), in: "People", [.add("n", number)]))
        }
        let sum = try await store.item(for: Key("a"), in: "People")?["n"]?.numberValue
        #expect(sum == JSONNumber("0.3"))
    }

    @Test("reject adding to other types than numbers, and changing a key", arguments: StoreUnderTest.allCases)
    func refuse(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let item: Item = ["id": "a", "text": "x"]
        try await store.write(.put(item, in: "People"))
        for change in [Change.add("text", 1), .set("id", "b"), .remove("id"), .setIfAbsent("id", "a")] {
            let thrown = await #expect(throws: TableStoreError.self) {
                try await store.write(.update(Key("a"), in: "People", [.set("seen", 1), change]))
            }
            guard case .invalidChange("People", change.attribute, _)? = thrown else {
                Issue.record("another error: \(String(describing: thrown))")
                continue
            }
        }
        #expect(try await store.item(for: Key("a"), in: "People") == item)
    }

    @Test("move an item in the indexes", arguments: StoreUnderTest.allCases)
    func indexes(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "a", "city": "Bern", "age": 30], in: "People"))
        try await store.write(.put(["id": "b", "city": "Bern", "age": 40], in: "People"))
        let bern = Query("People", index: "ByCityAndAge", partition: "Bern")
        try await store.write(.update(Key("a"), in: "People", [.set("age", 50)]))
        #expect(try await store.values("id", bern) == ["b", "a"])
        try await store.write(.update(Key("a"), in: "People", [.set("note", "x")]))
        #expect(try await store.values("note", bern) == [nil, "x"])
        try await store.write(.update(Key("a"), in: "People", [.set("city", "Basel")]))
        #expect(try await store.values("id", bern) == ["b"])
        try await store.write(.update(Key("b"), in: "People", [.remove("age")]))
        #expect(try await store.values("id", bern) == [])
        let basel = Query("People", index: "ByCityAndAge", partition: "Basel")
        #expect(try await store.values("id", basel) == ["a"])
    }

    @Test("from a hundred tasks at once all count", arguments: StoreUnderTest.allCases)
    func concurrent(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask { try await store.write(.update(Key("a"), in: "People", [.add("n", 1)])) }
            }
            try await group.waitForAll()
        }
        #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 100)
    }
}
