import JSON
import Tables
import Testing

@Suite("A store's transactions")
struct TransactionTests {
    @Test("apply all actions, across several tables", arguments: StoreUnderTest.allCases)
    func all(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "old"], in: "People"))
        try await store.write(.put(["id": "there"], in: "People"))
        try await store.transact([
            .put(["id": "a"], in: "People"), .update(Key("b"), in: "People", [.set("x", 1)]),
            .delete(Key("old"), in: "People"), .check(Key("there"), in: "People", if: .exists("id")),
            .put(["box": "a", "name": "a"], in: "Letters"),
        ])
        let ids = try await store.scan(Scan("People")).items.compactMap { $0["id"]?.stringValue }
        #expect(ids.sorted() == ["a", "b", "there"])
        #expect(try await store.scan(Scan("Letters")).items.count == 1)
    }

    static let failures: [(WriteAction, TableStoreError)] = [
        (.check(Key("no"), in: "People", if: .exists("id")), .failedCondition(of: 2, nil)),
        (
            .update(Key("there"), in: "People", [.add("n", 1)], if: .equals("n", 2)),
            .failedCondition(of: 2, ["id": "there", "n": 1])
        ),
        (.put(["id": "a"], in: "People"), .transactionRepeatsItem(action: 2)),
        (
            .check(Key("there"), in: "Nope", if: .exists("id")),
            .unknownTable("Nope", known: ["People", "Letters", "Readings"])
        ),
        (
            .put(["id": ""], in: "People"),
            .invalidKey(table: "People", attribute: "id", reason: "must not be empty")
        ),
    ]

    @Test("change nothing when one action fails", arguments: StoreUnderTest.allCases, failures)
    func none(kind: StoreUnderTest, failure: (WriteAction, TableStoreError)) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "there", "n": 1], in: "People"))
        await #expect(throws: failure.1) {
            try await store.transact([
                .put(["id": "a"], in: "People"), .put(["box": "a", "name": "a"], in: "Letters"), failure.0,
            ])
        }
        #expect(try await store.scan(Scan("People")).items == [["id": "there", "n": 1]])
        #expect(try await store.scan(Scan("Letters")).items.isEmpty)
    }

    @Test("report every condition that fails, with the items as they are", arguments: StoreUnderTest.allCases)
    func reasons(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.write(.put(["id": "there", "n": 1], in: "People"))
        let failures = [
            FailedCondition(action: 1, existing: ["id": "there", "n": 1]),
            FailedCondition(action: 3, existing: nil),
        ]
        await #expect(throws: TableStoreError.conditionFailed(failures)) {
            try await store.transact([
                .put(["id": "a"], in: "People", if: .absent("id")),
                .delete(Key("there"), in: "People", if: .equals("n", 2)),
                .update(Key("b"), in: "People", [.add("n", 1)]),
                .check(Key("x", "y"), in: "Letters", if: .exists("box")),
            ])
        }
        #expect(try await store.scan(Scan("People")).items.count == 1)
    }

    @Test("see the items as they were before", arguments: StoreUnderTest.allCases)
    func before(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.transact([
            .put(["id": "a"], in: "People"), .check(Key("b"), in: "People", if: .absent("id")),
            .put(["box": "a", "name": "a"], in: "Letters", if: .absent("box")),
        ])
        #expect(try await store.item(for: Key("a"), in: "People") != nil)
    }

    @Test("accept 1 to 100 actions", arguments: StoreUnderTest.allCases)
    func count(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let actions = (0...100).map { WriteAction.put(["id": .string("\($0)")], in: "People") }
        await #expect(throws: TableStoreError.transactionCount(0)) { try await store.transact([]) }
        await #expect(throws: TableStoreError.transactionCount(101)) { try await store.transact(actions) }
        #expect(try await store.scan(Scan("People")).items.isEmpty)
        try await store.transact(Array(actions.dropLast()))
        #expect(try await store.scan(Scan("People")).items.count == 100)
    }

    @Test("accept at most 4 MB", arguments: StoreUnderTest.allCases)
    func size(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let text = JSONValue.string(String(repeating: "x", count: 400_000))
        let actions = (0..<11).map { WriteAction.put(["id": .string("\($0)"), "text": text], in: "People") }
        await #expect(throws: TableStoreError.self) { try await store.transact(actions) }
        #expect(try await store.scan(Scan("People")).items.isEmpty)
        try await store.transact(Array(actions.dropLast()))
    }

    @Test("are never visible in part", arguments: StoreUnderTest.allCases)
    func isolation(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        try await store.transact([
            .put(["box": "x", "name": "a", "n": 0], in: "Letters"),
            .put(["box": "x", "name": "b", "n": 0], in: "Letters"),
        ])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<200 {
                        try await store.transact([
                            .update(Key("x", "a"), in: "Letters", [.add("n", 1)]),
                            .update(Key("x", "b"), in: "Letters", [.add("n", 1)]),
                        ])
                    }
                }
                group.addTask {
                    for _ in 0..<200 {
                        let numbers = try await store.values("n", Query("Letters", partition: "x"))
                        #expect(numbers.count == 2)
                        #expect(numbers.first == numbers.last)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.values("n", Query("Letters", partition: "x")) == [800, 800])
    }

    @Test("let exactly one of many concurrent writers create an item", arguments: StoreUnderTest.allCases)
    func oneWinner(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let winners = await withTaskGroup(of: Int.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let put = WriteAction.put(
                        ["id": "a", "by": .number(JSONNumber(number))],
                        in: "People",
                        if: .absent("id")
                    )
                    return (try? await store.write(put)) == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(winners == 1)
    }
}
