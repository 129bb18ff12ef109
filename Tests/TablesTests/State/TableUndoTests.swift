import JSON
import Tables
import Testing

@Suite("Changes of tables that are undone")
struct TableUndoTests {
    private static let definitions = TestTables.all + [TestTables.tickets]

    @Test("leave the tables as they were before each of them", arguments: 1...4)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var state = TableState(Self.definitions)
        var steps: [(before: TableState, undo: TableUndo)] = []
        for _ in 0..<400 {
            let before = state
            let actions = Self.actions(&generator)
            let result = try? state.undoable { (tables) throws(TableStoreError) in
                try tables.transact(actions)
            }
            guard let result else { continue }
            steps.append((before, result.undo))
            if steps.count % 50 == 0 {
                let (_, undo) = try state.undoable { (tables) throws(TableStoreError) in
                    try tables.removeExpired(1...Int.random(in: 1...20, using: &generator))
                }
                state.revert(undo)
            }
        }
        for (before, undo) in steps.reversed() {
            state.revert(undo)
            try expect(state, toBe: before)
        }
        #expect(steps.count > 200)
    }

    @Test("leave no token, so that the same actions can be applied again")
    func token() throws {
        var state = TableState(Self.definitions)
        let add: [WriteAction] = [.update(Key("a"), in: "People", [.add("n", 1)])]
        let (_, undo) = try state.undoable { (tables) throws(TableStoreError) in
            try tables.transact(add, token: "once")
        }
        state.revert(undo)
        try state.transact(add, token: "once")
        #expect(try state.item(for: Key("a"), in: "People")?["n"] == 1)
    }

    @Test("are none where the transaction was refused")
    func refused() throws {
        var state = TableState(Self.definitions)
        try state.transact([.put(["id": "a"], in: "People")])
        #expect(throws: TableStoreError.self) {
            try state.undoable { (tables) throws(TableStoreError) in
                try tables.transact([.put(["id": "a"], in: "People", if: .absent("id"))])
            }
        }
        let (changes, undo) = try state.undoable { (tables) throws(TableStoreError) in
            try tables.transact([.delete(Key("b"), in: "People")])
        }
        #expect(changes.count == 1 && undo.isEmpty)
    }

    /// The same items in the same order, in each table and in each index.
    private func expect(
        _ state: TableState,
        toBe before: TableState,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for definition in Self.definitions {
            let name = definition.name
            #expect(try state.items(of: name) == before.items(of: name), sourceLocation: sourceLocation)
            #expect(try state.count(of: name) == before.count(of: name), sourceLocation: sourceLocation)
            for index in definition.indexes {
                let scan = Scan(name, index: index.name)
                #expect(
                    try state.scan(scan).items == before.scan(scan).items,
                    sourceLocation: sourceLocation
                )
            }
        }
        #expect(state.nextSequence == before.nextSequence, sourceLocation: sourceLocation)
    }

    private static func actions(_ generator: inout SeededGenerator) -> [WriteAction] {
        var actions: [WriteAction] = []
        for place in 0..<Int.random(in: 1...3, using: &generator) {
            let id = "\(place)-\(Int.random(in: 0..<12, using: &generator))"
            let number = JSONNumber(Int.random(in: 1..<20, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: actions.append(.delete(Key(.string(id)), in: "People"))
            case 1: actions.append(.update(Key(.string(id)), in: "People", [.set("age", .number(number))]))
            case 2:
                actions.append(
                    .put(
                        ["id": .string(id), "city": "Bern", "age": .number(number), "name": .string(id)],
                        in: "People"
                    )
                )
            case 3: actions.append(.put(["box": "in", "name": .string(id)], in: "Letters"))
            default:
                actions.append(
                    .put(
                        ["id": .string(id), "owner": "Mo", "rank": .number(number), "ends": .number(number)],
                        in: "Tickets"
                    )
                )
            }
        }
        return actions
    }
}
