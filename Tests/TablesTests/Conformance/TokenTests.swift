import Foundation
import JSON
import Tables
import Testing

@Suite("A store's idempotency tokens")
struct TokenTests {
    /// Tokens of DynamoDB are those of an account, so no two tests may share one.
    private let token = "t\(UUID().uuidString.prefix(20))"

    private static let actions = [WriteAction.update(Key("a"), in: "People", [.add("n", 1)])]

    @Test("apply the same actions once", arguments: StoreUnderTest.allCases)
    func once(kind: StoreUnderTest) async throws {
        try await kind.expecting(.tokensAreIgnored) {
            let store = try await kind.make()
            for _ in 0..<3 { try await store.transact(Self.actions, token: token) }
            #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 1)
            try await store.transact(Self.actions, token: token + "2")
            try await store.transact(Self.actions, token: nil)
            #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 3)
        }
    }

    @Test("let a repetition succeed whose condition would fail by now", arguments: StoreUnderTest.allCases)
    func condition(kind: StoreUnderTest) async throws {
        try await kind.expecting(.tokensAreIgnored) {
            let store = try await kind.make()
            let put = [WriteAction.put(["id": "a"], in: "People", if: .absent("id"))]
            try await store.transact(put, token: token)
            try await store.transact(put, token: token)
            await #expect(throws: TableStoreError.failedCondition(of: 0, ["id": "a"])) {
                try await store.transact(put, token: token + "2")
            }
        }
    }

    static let others: [[WriteAction]] = [
        [.update(Key("a"), in: "People", [.add("n", 2)])],
        [.update(Key("b"), in: "People", [.add("n", 1)])],
        [.update(Key("a"), in: "People", [.add("n", 1)], if: .exists("id"))],
        [.delete(Key("a"), in: "People")],
        [.put(["id": "a", "n": 1], in: "People")],
        actions + [.check(Key("b"), in: "People", if: .absent("id"))],
    ]

    @Test("refuse other actions", arguments: StoreUnderTest.allCases, others)
    func refused(kind: StoreUnderTest, other: [WriteAction]) async throws {
        try await kind.expecting(.tokensAreIgnored) {
            let store = try await kind.make()
            try await store.transact(Self.actions, token: token)
            await #expect(throws: TableStoreError.tokenReused(token)) {
                try await store.transact(other, token: token)
            }
            #expect(try await store.scan(Scan("People")).items == [["id": "a", "n": 1]])
        }
    }

    @Test("are not used up by a transaction that fails", arguments: StoreUnderTest.allCases)
    func failure(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let put = [WriteAction.put(["id": "a"], in: "People", if: .exists("id"))]
        await #expect(throws: TableStoreError.failedCondition(of: 0, nil)) {
            try await store.transact(put, token: token)
        }
        try await store.transact(Self.actions, token: token)
        #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 1)
    }

    @Test("have 1 to 36 characters", arguments: StoreUnderTest.allCases)
    func length(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        for token in ["", String(repeating: "t", count: 37)] {
            await #expect(throws: TableStoreError.invalidToken(token)) {
                try await store.transact(Self.actions, token: token)
            }
        }
        try await store.transact(Self.actions, token: String(repeating: "t", count: 36))
        #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 1)
    }

    @Test(
        "expire after ten minutes, by a clock that a test sets",
        arguments: StoreUnderTest.allCases.filter(\.hasTestClock)
    )
    func expiry(kind: StoreUnderTest) async throws {
        let clock = TestClock()
        let store = try await kind.make(milliseconds: { clock.now })
        try await store.transact(Self.actions, token: token)
        clock.now += 599_999
        try await store.transact(Self.actions, token: token)
        #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 1)
        clock.now += 1
        try await store.transact(Self.actions, token: token)
        #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 2)
        clock.now += 599_999
        try await store.transact(Self.actions, token: token)
        #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 2)
    }

    @Test("apply once what many tasks send at once", arguments: StoreUnderTest.allCases)
    func concurrent(kind: StoreUnderTest) async throws {
        try await kind.expecting(.tokensAreIgnored) {
            let store = try await kind.make()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await store.transact(Self.actions, token: token) } }
                try await group.waitForAll()
            }
            #expect(try await store.item(for: Key("a"), in: "People")?["n"] == 1)
        }
    }
}
