import JSON
import Tables
import Testing

@Suite("A store's conditions")
struct ConditionTests {
    static let item: Item = [
        "id": "a", "n": 5, "s": "b", "nothing": nil, "é": 1, "t": "été", "list": [1, 2, [3]],
    ]

    static let conditions: [(Condition, Bool)] = [
        (.exists("n"), true), (.exists("nothing"), true), (.exists("m"), false), (.exists("e\u{301}"), false),
        (.absent("m"), true), (.absent("n"), false),
        (.equals("n", 5), true), (.equals("n", 6), false), (.equals("n", "5"), false),
        (.equals("m", nil), false),
        (.equals("nothing", nil), true), (.equals("s", "b"), true),
        (.compare("n", .less, 6), true), (.compare("n", .less, 5), false),
        (.compare("n", .lessOrEqual, 5), true), (.compare("n", .lessOrEqual, 4), false),
        (.compare("n", .greater, 4), true), (.compare("n", .greater, 5), false),
        (.compare("n", .greaterOrEqual, 5), true), (.compare("n", .greaterOrEqual, 6), false),
        (.compare("s", .less, "é"), true), (.compare("s", .greater, "B"), true),
        (.compare("n", .less, "9"), false), (.compare("m", .less, 9), false),
        (.compare("nothing", .less, nil), false),
        (.beginsWith("t", "é"), true), (.beginsWith("t", "e"), false), (.beginsWith("t", ""), true),
        (.beginsWith("n", "5"), false), (.beginsWith("m", ""), false),
        (.contains("t", "t"), true), (.contains("t", "été"), true), (.contains("t", "tt"), false),
        (.contains("list", 2), true), (.contains("list", "2"), false), (.contains("list", [3]), true),
        (.contains("n", 5), false), (.contains("m", "x"), false),
        (.not(.exists("n")), false), (.not(.exists("m")), true), (.not(.equals("m", 1)), true),
        (.not(.not(.equals("n", 5))), true),
        (.all([]), true), (.any([]), false),
        (.all([.exists("n"), .exists("s")]), true), (.all([.exists("n"), .exists("m")]), false),
        (.any([.exists("m"), .exists("s")]), true), (.any([.exists("m"), .absent("n")]), false),
    ]

    /// What some emulators do otherwise with a condition.
    private static func deviation(_ condition: Condition, isFilter: Bool) -> KnownDeviation? {
        switch condition {
        case .equals("m", .null): .absentEqualsNull
        case .compare("n", .less, "9"): .typesAreMixed
        case .beginsWith("n", "5") where isFilter: .prefixOfNumberFails
        default: nil
        }
    }

    @Test("permit a write exactly when they hold", arguments: StoreUnderTest.allCases, conditions)
    func writes(kind: StoreUnderTest, condition: (Condition, Bool)) async throws {
        try await kind.expecting(Self.deviation(condition.0, isFilter: false)) {
            let store = try await kind.make()
            try await store.write(.put(Self.item, in: "People"))
            let update = WriteAction.update(Key("a"), in: "People", [.set("done", true)], if: condition.0)
            if condition.1 {
                try await store.write(update)
            } else {
                await #expect(throws: TableStoreError.failedCondition(of: 0, Self.item)) {
                    try await store.write(update)
                }
            }
            #expect(try await store.item(for: Key("a"), in: "People")?["done"] == (condition.1 ? true : nil))
        }
    }

    @Test("filter what a query returns", arguments: StoreUnderTest.allCases, conditions)
    func filters(kind: StoreUnderTest, condition: (Condition, Bool)) async throws {
        try await kind.expecting(Self.deviation(condition.0, isFilter: true)) {
            let store = try await kind.make()
            try await store.write(.put(Self.item, in: "People"))
            let page = try await store.query(Query("People", partition: "a", filter: condition.0))
            #expect(page.items.isEmpty != condition.1)
        }
    }

    @Test("treat a missing item as one without attributes", arguments: StoreUnderTest.allCases)
    func missing(kind: StoreUnderTest) async throws {
        let store = try await kind.make()
        let condition = Condition.exists("id")
        let actions: [WriteAction] = [
            .put(["id": "a"], in: "People", if: condition), .delete(Key("a"), in: "People", if: condition),
            .update(Key("a"), in: "People", [.set("x", 1)], if: condition),
            .check(Key("a"), in: "People", if: condition),
        ]
        for action in actions {
            await #expect(throws: TableStoreError.failedCondition(of: 0, nil)) {
                try await store.write(action)
            }
        }
        #expect(try await store.scan(Scan("People")).items.isEmpty)
        try await store.write(.put(["id": "a"], in: "People", if: .absent("id")))
    }
}
