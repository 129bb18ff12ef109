import DynamoDBStore
import JSON
import Tables
import TestSupport
import Testing

@Suite("A store's unique keys")
struct UniqueKeyTests {
    /// Tools have a name that is unique in their shed, and may have a number that is unique everywhere.
    static let tools = TableDefinition(
        name: "Tools",
        key: KeySchema(partition: KeyAttribute("id")),
        indexes: [
            IndexDefinition(
                name: "ByShedAndName",
                key: KeySchema(partition: KeyAttribute("shed"), sort: KeyAttribute("name"))
            ),
            IndexDefinition(name: "ByNumber", key: KeySchema(partition: KeyAttribute("number", .number))),
        ],
        uniqueKeys: [
            UniqueKey(["shed", "name"], index: "ByShedAndName"), UniqueKey(["number"], index: "ByNumber"),
        ]
    )

    private static func put(
        _ id: String,
        _ name: String,
        shed: String = "elm",
        number: JSONNumber? = nil,
        if condition: Condition? = .absent("id")
    ) -> WriteAction {
        var item: Item = ["id": .string(id), "shed": .string(shed), "name": .string(name)]
        item["number"] = number.map { .number($0) }
        return .put(item, in: "Tools", if: condition)
    }

    private static func taken(_ attributes: [String] = ["shed", "name"], action: Int = 0) -> TableStoreError {
        .notUnique(action: action, table: "Tools", attributes: attributes)
    }

    @Test(
        "refuse a second item with the same values, and store nothing then",
        arguments: StoreUnderTest.allCases
    )
    func refused(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.tools])
        try await store.write(Self.put("a", "saw", number: 1))
        await #expect(throws: Self.taken()) { try await store.write(Self.put("b", "saw")) }
        await #expect(throws: Self.taken()) { try await store.write(Self.put("b", "saw", if: nil)) }
        await #expect(throws: Self.taken(["number"], action: 1)) {
            try await store.transact([Self.put("b", "axe"), Self.put("c", "file", number: JSONNumber("1.0"))])
        }
        await #expect(throws: Self.taken(action: 1)) {
            try await store.transact([Self.put("b", "axe"), Self.put("c", "axe")])
        }
        #expect(try await store.scan(Scan("Tools")).items.compactMap { $0["id"] } == ["a"])
        // Other values, and none, are nobody's.
        try await store.write(Self.put("b", "saw", shed: "oak"))
        try await store.write(.put(["id": "c", "shed": "elm"], in: "Tools"))
        try await store.write(.put(["id": "d", "shed": "elm"], in: "Tools"))
        #expect(try await store.scan(Scan("Tools")).items.count == 4)
    }

    @Test("let one of many writers at once win", arguments: StoreUnderTest.allCases)
    func race(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.tools])
        let names = ["saw", "axe", "file"]
        let winners = try await withThrowingTaskGroup(of: String?.self) { group in
            for writer in 0..<12 {
                group.addTask {
                    let name = names[writer % names.count]
                    while true {
                        do throws(TableStoreError) {
                            try await store.write(Self.put("\(writer)", name))
                            return name
                        } catch {
                            guard case .conflict = error else {
                                guard case .notUnique = error else { throw error }
                                return nil
                            }
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(winners.sorted() == names.sorted())
        #expect(try await store.scan(Scan("Tools")).items.count == names.count)
    }

    @Test("free the values of what is deleted, renamed or replaced", arguments: StoreUnderTest.allCases)
    func freed(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.tools])
        try await store.write(Self.put("a", "saw", number: 1))
        await #expect(throws: Self.taken(["number"])) {
            try await store.write(Self.put("b", "axe", number: 1))
        }
        try await store.write(.update(Key("a"), in: "Tools", [.set("name", "axe"), .remove("number")]))
        try await store.write(Self.put("b", "saw", number: 1))
        await #expect(throws: Self.taken()) {
            try await store.write(.update(Key("b"), in: "Tools", [.set("name", "axe")], if: .exists("id")))
        }
        try await store.write(.delete(Key("a"), in: "Tools"))
        try await store.write(
            .update(Key("b"), in: "Tools", [.set("name", "axe")], if: .equals("name", "saw"))
        )
        try await store.write(Self.put("b", "file", number: 2, if: nil))
        try await store.transact([Self.put("c", "saw", number: 1), Self.put("d", "axe")])
        // A delete of nothing, and one whose condition fails, free nothing.
        try await store.write(.delete(Key("nobody"), in: "Tools"))
        await #expect(throws: TableStoreError.self) {
            try await store.write(.delete(Key("b"), in: "Tools", if: .equals("name", "saw")))
        }
        await #expect(throws: Self.taken()) { try await store.write(Self.put("e", "file")) }
        let names = try await store.scan(Scan("Tools")).items.compactMap { $0["name"]?.stringValue }
        #expect(names.sorted() == ["axe", "file", "saw"])
    }

    @Test("see a transaction as a whole: two items may exchange values", arguments: StoreUnderTest.allCases)
    func exchanged(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.tools])
        try await store.transact([Self.put("a", "saw"), Self.put("b", "axe")])
        try await store.transact([
            .update(Key("a"), in: "Tools", [.set("name", "axe")]),
            .update(Key("b"), in: "Tools", [.set("name", "saw")]),
        ])
        try await store.transact([.delete(Key("a"), in: "Tools"), Self.put("c", "axe")])
        await #expect(throws: Self.taken()) { try await store.write(Self.put("d", "saw")) }
        await #expect(throws: Self.taken()) { try await store.write(Self.put("d", "axe")) }
    }

    @Test(
        "hold for more items than one transaction takes, and for long values",
        arguments: StoreUnderTest.allCases
    )
    func many(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.tools])
        let long = String(repeating: "é", count: 500)
        let puts = (0..<45).map { Self.put("\($0)", "\(long)\($0)", if: nil) }
        try await store.transact(puts, ifUnchanged: ReadSet())
        try await store.transact(puts, ifUnchanged: ReadSet())
        #expect(try await store.scan(Scan("Tools", limit: 100)).items.count == 45)
        await #expect(throws: Self.taken()) { try await store.write(Self.put("x", "\(long)7")) }
    }

    /// Orders are numbered for each customer, and yet no number is given twice.
    static let orders = TableDefinition(
        name: "Orders",
        key: KeySchema(partition: KeyAttribute("customer"), sort: KeyAttribute("number", .number)),
        indexes: [
            IndexDefinition(name: "ByNumber", key: KeySchema(partition: KeyAttribute("number", .number)))
        ],
        uniqueKeys: [UniqueKey(["number"], index: "ByNumber")]
    )

    @Test("hold for attributes of the table's own key", arguments: StoreUnderTest.allCases)
    func ofKey(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.orders])
        func put(_ customer: String, if condition: Condition?) -> WriteAction {
            .put(["customer": .string(customer), "number": 7], in: "Orders", if: condition)
        }
        let taken = TableStoreError.notUnique(action: 0, table: "Orders", attributes: ["number"])
        for condition in [nil, Condition.absent("customer"), .absent("paid")] {
            try await store.write(put("ana", if: condition))
            await #expect(throws: taken) { try await store.write(put("ben", if: condition)) }
            // It is its own.
            try await store.write(put("ana", if: nil))
            try await store.write(.update(Key("ana", 7), in: "Orders", [.set("note", "x")]))
            try await store.write(.delete(Key("ana", 7), in: "Orders"))
            try await store.write(put("ben", if: condition))
            await #expect(throws: taken) { try await store.write(put("ana", if: condition)) }
            try await store.write(.delete(Key("ben", 7), in: "Orders", if: .exists("number")))
        }
    }

    @Test("compare texts by their bytes", arguments: StoreUnderTest.allCases)
    func bytes(kind: StoreUnderTest) async throws {
        let store = try await kind.make([Self.tools])
        let (composed, decomposed) = ("b\u{E9}che", "be\u{301}che")
        try await store.transact([Self.put("a", composed), Self.put("b", decomposed)])
        let rename = WriteAction.update(Key("a"), in: "Tools", [.set("name", .string(decomposed))])
        await #expect(throws: Self.taken()) { try await store.write(rename) }
        try await store.write(.delete(Key("b"), in: "Tools"))
        try await store.write(rename)
        await #expect(throws: Self.taken()) { try await store.write(Self.put("c", decomposed)) }
        try await store.write(Self.put("c", composed))
    }

    /// A store, and another program that writes to its table without unique keys.
    private static func besideAnother(
        _ kind: StoreUnderTest
    ) async throws -> (store: DynamoDBStore, other: DynamoDBStore) {
        let store = try #require(try await kind.make([tools]) as? DynamoDBStore)
        let emulator: Emulator = kind == .moto ? .moto : .ministack
        var plain = tools
        plain.uniqueKeys = []
        return (store, DynamoDBStore([plain], try await emulator.configuration(), prefix: store.prefix))
    }

    @Test(
        "free a value once that several items had before it had to be unique",
        arguments: StoreUnderTest.allCases.filter(\.isDynamoDB)
    )
    func shared(kind: StoreUnderTest) async throws {
        let (store, other) = try await Self.besideAnother(kind)
        for names in [("a", "b"), ("c", "d")] {
            try await other.transact([Self.put(names.0, "saw"), Self.put(names.1, "saw")])
        }
        try await store.transact(["a", "b"].map { .delete(Key(.string($0)), in: "Tools") })
        try await store.transact(
            ["c", "d"].map { .delete(Key(.string($0)), in: "Tools") } + [Self.put("e", "saw")]
        )
        await #expect(throws: Self.taken()) { try await store.write(Self.put("f", "saw")) }
    }

    @Test(
        "take over values whose item was deleted or changed by another program",
        arguments: StoreUnderTest.allCases.filter(\.isDynamoDB)
    )
    func takenOver(kind: StoreUnderTest) async throws {
        let (store, other) = try await Self.besideAnother(kind)
        try await store.transact([Self.put("a", "saw"), Self.put("b", "axe")])
        try await other.transact([
            .delete(Key("a"), in: "Tools"), .update(Key("b"), in: "Tools", [.set("name", "hoe")]),
        ])
        try await store.transact([Self.put("c", "saw"), Self.put("d", "axe")])
        // What was changed frees only what is its own.
        try await store.write(.update(Key("b"), in: "Tools", [.set("name", "file")]))
        await #expect(throws: Self.taken()) { try await store.write(Self.put("e", "axe")) }
        try await store.write(Self.put("e", "hoe"))
    }

    @Test(
        "take over all values of one item, be there a condition on it or not",
        arguments: StoreUnderTest.allCases.filter(\.isDynamoDB)
    )
    func allTakenOver(kind: StoreUnderTest) async throws {
        let (store, other) = try await Self.besideAnother(kind)
        try await store.transact([Self.put("a", "saw", number: 1), Self.put("b", "axe", number: 2)])
        try await other.transact(["a", "b"].map { .delete(Key(.string($0)), in: "Tools") })
        try await store.write(Self.put("c", "saw", number: 1))
        try await store.transact([
            .check(Key("b"), in: "Tools", if: .absent("id")), Self.put("d", "axe", number: 2),
        ])
        await #expect(throws: Self.taken()) { try await store.write(Self.put("e", "axe")) }
        await #expect(throws: Self.taken(["number"])) {
            try await store.write(Self.put("e", "hoe", number: 1))
        }
    }
}
