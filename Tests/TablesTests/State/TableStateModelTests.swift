import JSON
import Tables
import Testing

/// A model of the tables as a list that is searched and sorted for each query: slow and obviously correct.
struct NaiveTables {
    var rows: [String: [Item]] = [:]

    mutating func put(_ item: Item, _ definition: TableDefinition) {
        let index = rows[definition.name, default: []].firstIndex { same($0, item, definition) }
        if let index {
            rows[definition.name]?[index] = item
        } else {
            rows[definition.name, default: []].append(item)
        }
    }

    mutating func delete(_ item: Item, _ definition: TableDefinition) {
        let kept = (rows[definition.name] ?? []).filter { !same($0, item, definition) }
        rows[definition.name] = kept
    }

    func find(_ item: Item, _ definition: TableDefinition) -> Item? {
        rows[definition.name]?.first { same($0, item, definition) }
    }

    /// Ties keep the insertion order, in an index as in a table.
    func query(_ definition: TableDefinition, _ schema: KeySchema, _ partition: JSONValue) -> [Item] {
        let found = (rows[definition.name] ?? []).filter { item in
            item[schema.partition.name] == partition && schema.attributes.allSatisfy { item[$0.name] != nil }
        }
        guard let sort = schema.sort else { return found }
        return found.enumerated().sorted { left, right in
            let (one, other) = (left.element[sort.name], right.element[sort.name])
            return one == other ? left.offset < right.offset : precedes(one, other)
        }.map(\.element)
    }

    private func same(_ left: Item, _ right: Item, _ definition: TableDefinition) -> Bool {
        definition.key.attributes.allSatisfy { left[$0.name] == right[$0.name] }
    }

    private func precedes(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        switch (left, right) {
        case (.number(let left)?, .number(let right)?): left < right
        case (.string(let left)?, .string(let right)?): left.utf8.lexicographicallyPrecedes(right.utf8)
        default: false
        }
    }
}

@Suite("A table state, against a plain list as the model")
struct TableStateModelTests {
    @Test("answers every query as the model does, through random writes, forks and pages", arguments: 1...8)
    func model(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var state = TableState(TestTables.all)
        var model = NaiveTables()
        var forks: [(TableState, NaiveTables)] = []
        for step in 0..<1_200 {
            if step % 200 == 50 { forks.append((state, model)) }
            if step % 400 == 399, let fork = forks.randomElement(using: &generator) { (state, model) = fork }
            let definition = TestTables.all[step % TestTables.all.count]
            let item = randomItem(of: definition, &generator)
            try write(item, definition, &state, &model, &generator)
            if step % 120 == 0 { try compare(state, model, &generator) }
        }
        for (state, model) in forks { try compare(state, model, &generator) }
    }

    private func write(
        _ item: Item,
        _ definition: TableDefinition,
        _ state: inout TableState,
        _ model: inout NaiveTables,
        _ generator: inout SeededGenerator
    ) throws {
        let key = try definition.key.key(of: item, in: definition.name)
        let existing = model.find(item, definition)
        let attribute = definition.key.partition.name
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1:
            try state.transact([.delete(key, in: definition.name)])
            model.delete(item, definition)
        case 2:
            let action = WriteAction.put(item, in: definition.name, if: .absent(attribute))
            if let existing {
                #expect(throws: TableStoreError.failedCondition(of: 0, existing)) {
                    try state.transact([action])
                }
            } else {
                try state.transact([action])
                model.put(item, definition)
            }
        case 3, 4:
            let changes: [Change] = [.add("count", 1), .set("city", "Bern"), .remove("mail")]
            try state.transact([.update(key, in: definition.name, changes)])
            var changed =
                existing
                ?? item.filtered { name in
                    definition.key.attributes.contains { $0.name == name }
                }
            changed["count"] = .number((changed["count"]?.numberValue ?? 0) + 1)
            changed["city"] = "Bern"
            changed["mail"] = nil
            model.put(changed, definition)
        default:
            try state.transact([.put(item, in: definition.name)])
            model.put(item, definition)
        }
        #expect(try state.item(for: key, in: definition.name) == model.find(item, definition))
    }

    private func compare(
        _ state: TableState,
        _ model: NaiveTables,
        _ generator: inout SeededGenerator
    ) throws {
        for definition in TestTables.all {
            #expect(try state.count(of: definition.name) == model.rows[definition.name]?.count ?? 0)
            let orders = [(nil, definition.key)] + definition.indexes.map { ($0.name, $0.key) }
            for (index, schema) in orders {
                let partitions = Set(
                    (model.rows[definition.name] ?? []).compactMap { $0[schema.partition.name] }
                )
                for partition in partitions {
                    let expected = model.query(definition, schema, partition)
                    let limit = Int.random(in: 1...7, using: &generator)
                    for direction in Query.Direction.allCases {
                        let query = Query(
                            definition.name,
                            index: index,
                            partition: try #require(KeyValue(partition)),
                            direction: direction,
                            limit: limit
                        )
                        let found = try pages(of: state, query)
                        #expect(found == (direction == .ascending ? expected : expected.reversed()))
                    }
                }
            }
        }
    }

    private func pages(of state: TableState, _ query: Query) throws -> [Item] {
        var query = query
        var items: [Item] = []
        while true {
            let page = try state.query(query)
            items += page.items
            guard let next = page.next else { return items }
            query.start = next
        }
    }

    private func randomItem(of definition: TableDefinition, _ generator: inout SeededGenerator) -> Item {
        var item = Item()
        for attribute in definition.keyAttributes {
            let isOwnKey = definition.key.attributes.contains(attribute)
            // Index attributes are sometimes omitted: the item is then not in that index.
            if !isOwnKey && Int.random(in: 0..<4, using: &generator) == 0 { continue }
            let number = Int.random(in: isOwnKey ? 0..<12 : 0..<3, using: &generator)
            item[attribute.name] =
                attribute.type == .number ? .number(JSONNumber(number - 6)) : .string("é\(number)")
        }
        item["note"] = .number(JSONNumber(Int.random(in: 0..<1_000, using: &generator)))
        return item
    }
}

extension KeyValue {
    /// Returns the key value of a string or number.
    init?(_ json: JSONValue) {
        switch json {
        case .string(let text): self = .string(text)
        case .number(let number): self = .number(number)
        default: return nil
        }
    }
}

extension JSONObject {
    func filtered(_ isKept: (String) -> Bool) -> JSONObject {
        JSONObject(members.filter { isKept($0.name) })
    }
}
