import JSON
import Tables
import Testing

@Suite("The capacity usage")
struct CapacityTests {
    private static let table = CapacityUsage.Resource("People")
    private static let byAge = CapacityUsage.Resource("People", index: "ByCityAndAge")
    private static let byName = CapacityUsage.Resource("People", index: "ByCityAndName")

    /// Returns the units of the last of several transactions on empty tables.
    private func usage(_ transactions: [[WriteAction]]) throws -> CapacityUsage {
        var state = TableState(TestTables.all)
        var usage = CapacityUsage()
        for actions in transactions {
            // Only the last transaction is measured.
            usage = CapacityUsage()
            usage.countWrites(try state.transact(actions), of: state.definitions)
        }
        return usage
    }

    private static func person(_ attributes: JSONObject) -> WriteAction {
        var item: JSONObject = ["id": "a"]
        for member in attributes { item[member.name] = member.value }
        return .put(item, in: "People")
    }

    private static let long = JSONValue.string(String(repeating: "x", count: 2_048))

    static let writes: [(String, [[WriteAction]], Double, Double, Double)] = [
        ("a small item is a unit", [[person([:])]], 1, 0, 0),
        ("every started KB is one", [[person(["note": long])]], 3, 0, 0),
        ("an index that the item is in is written, too", [[person(["city": "Bern", "age": 1])]], 1, 1, 0),
        (
            "an index is written where an attribute changes that is not its key's",
            [[person(["city": "Bern", "age": 1])], [person(["city": "Bern", "age": 1, "note": "new"])]], 1, 1,
            0
        ),
        (
            "an item that moves in an index is taken away and put",
            [[person(["city": "Bern", "age": 1])], [person(["city": "Bern", "age": 2])]], 1, 2, 0
        ),
        (
            "an item that leaves an index is taken away",
            [[person(["city": "Bern", "age": 1, "name": "A"])], [person(["city": "Bern", "age": 1])]], 1, 1, 1
        ),
        (
            "the larger image counts",
            [[person(["note": long])], [.delete(Key("a"), in: "People")]], 3, 0, 0
        ),
        (
            "the same item again writes no index",
            [[person(["city": "B", "age": 1])], [person(["city": "B", "age": 1])]], 1, 0, 0
        ),
        (
            "a transaction is twice as much",
            [[person([:]), .put(["box": "a", "name": "b"], in: "Letters")]], 2, 0, 0
        ),
    ]

    @Test("of a write", arguments: writes)
    func write(what: String, transactions: [[WriteAction]], table: Double, byAge: Double, byName: Double)
        throws
    {
        let usage = try usage(transactions)
        #expect(usage.units[Self.table]?.write == table)
        #expect(usage.units[Self.byAge]?.write ?? 0 == byAge)
        #expect(usage.units[Self.byName]?.write ?? 0 == byName)
    }

    @Test(
        "of a read is one unit per 4 KB, half of it when eventually consistent",
        arguments: [(0, 0.5), (1, 0.5), (4_096, 0.5), (4_097, 1), (40_960, 5)]
    )
    func read(bytes: Int, units: Double) {
        var usage = CapacityUsage()
        usage.countRead(of: Self.byAge, bytes: bytes)
        #expect(usage.total.read == units)
        usage.countRead(of: Self.table, bytes: bytes, isConsistent: true)
        #expect(usage.total.read == units * 3)
        #expect(usage.resources == [Self.table, Self.byAge])
    }

    @Test("of a query includes the items that its filter leaves out")
    func filter() throws {
        var state = TableState(TestTables.all)
        for age in 0..<10 {
            try state.transact([
                .put(
                    [
                        "id": .string("p\(age)"), "city": "Bern", "age": .number(JSONNumber(age)),
                        "note": Self.long,
                    ],
                    in: "People"
                )
            ])
        }
        var query = Query("People", index: "ByCityAndAge", partition: "Bern")
        let all = try state.query(query)
        query.filter = .equals("age", 3)
        let one = try state.query(query)
        #expect(one.items.count == 1)
        #expect(one.bytes == all.bytes)
        #expect(all.bytes > 20_480)
    }

    @Test(
        "of a failed conditional write is that of the larger item, without its indexes",
        arguments: [
            ([.put(["id": "a", "city": "Bern"], in: "People", if: .absent("id"))], 3),
            ([.put(["id": "b", "note": long], in: "People", if: .exists("id"))], 3),
            ([.update(Key("b"), in: "People", [.add("age", 1)], if: .exists("id"))], 1),
            (
                [
                    .update(Key("a"), in: "People", [.add("age", 1)], if: .absent("id")),
                    .put(["box": "a", "name": "b"], in: "Letters"),
                ], 6
            ),
        ] as [([WriteAction], Double)]
    )
    func refusal(actions: [WriteAction], units: Double) throws {
        var state = TableState(TestTables.all)
        try state.transact([Self.person(["note": Self.long, "city": "Bern", "age": 1])])
        let before = state
        #expect(throws: TableStoreError.self) { try state.transact(actions) }
        var usage = CapacityUsage()
        usage.countRefusal(of: actions, in: before)
        #expect(usage.units[Self.table]?.write == units)
        #expect(usage.units[Self.byAge] == nil)
    }
}
