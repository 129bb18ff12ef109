public import Contracts
import JSON
import JSONSchema
import Tables

/// Makes fixtures for any contract with tables: items of the records' schemas that fit together as the tables say.
///
/// ```swift
/// let fixture = try FixtureGenerator(contract, seed: 1, counts: ["Orders": 500]).fixture(named: "large")
/// ```
///
/// Tables are filled in the order of their references, so that every item finds what it refers to. Then totals and
/// newest texts are computed. The same seed gives the same items.
public struct FixtureGenerator: Sendable {
    /// The number of items of a table that no count is given for.
    public static let standardCount = 10
    /// How often an item is made anew that does not fit.
    private static let attempts = 40

    private let contract: Contract
    private let seed: UInt64
    private let counts: [String: Int]
    private let count: Int
    private let clock: Int

    /// Creates a generator.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - seed: The number from which all random choices follow.
    ///   - count: The number of items of a table.
    ///   - counts: The numbers of items of single tables, by their names.
    ///   - clock: The fixture's time, in milliseconds since 1970-01-01T00:00Z: 2026-01-01 when left out.
    public init(
        _ contract: Contract,
        seed: UInt64 = 1,
        count: Int = standardCount,
        counts: [String: Int] = [:],
        clock: Int = 1_767_225_600_000
    ) {
        self.contract = contract
        self.seed = seed
        self.count = count
        self.counts = counts
        self.clock = clock
    }

    /// Makes a fixture.
    ///
    /// - Parameters:
    ///   - name: The fixture's name.
    ///   - description: What the fixture is good for; a sentence of its size and seed when left out.
    /// - Returns: The fixture, with all tables in the order of the contract.
    /// - Throws: ``FixtureGenerationError`` when a table's record takes nothing that could be made.
    /// - Complexity: O(*n*) in the number of items, each at the cost of some validations of its record.
    public func fixture(
        named name: String,
        description: String? = nil
    ) throws(FixtureGenerationError) -> Fixture {
        for name in counts.keys.sorted() where contract.table(named: name) == nil {
            throw .unknownTable(name, known: contract.tables.map(\.name))
        }
        var items: [String: [JSONObject]] = [:]
        for table in ordered { items[table.name] = try self.items(of: table, beside: items) }
        let settled = SettledItems(items, contract: contract).all
        let sizes = contract.tables.map { "\(settled[$0.name]?.count ?? 0) \($0.name)" }.joined(
            separator: ", "
        )
        return Fixture(
            name: name,
            description: description ?? "Generated from seed \(seed): \(sizes).",
            clock: clock,
            tables: contract.tables.map { Fixture.Table(name: $0.name, items: settled[$0.name] ?? []) }
        )
    }

    /// The tables, each after those that it refers to; in a circle of references, in the contract's order.
    private var ordered: [TableContract] {
        var rest = contract.tables
        var ordered: [TableContract] = []
        while !rest.isEmpty {
            let waiting = Set(rest.map(\.name))
            let next =
                rest.firstIndex { table in
                    table.references.allSatisfy { !waiting.contains($0.table) || $0.table == table.name }
                } ?? 0
            ordered.append(rest.remove(at: next))
        }
        return ordered
    }

    private func items(
        of table: TableContract,
        beside others: [String: [JSONObject]]
    ) throws(FixtureGenerationError) -> [JSONObject] {
        let maker = PlausibleInstance(table.record, in: contract.registry)
        var state = TableState([table.definition])
        var unique = table.unique.map { (name: $0, seen: Set<JSONValue>()) }
        var items: [JSONObject] = []
        let wanted = counts[table.name] ?? count
        while items.count < wanted {
            var reason = "no value was found that its record takes"
            var made: JSONObject?
            for attempt in 0..<Self.attempts where made == nil {
                let stream = "\(table.name) \(items.count) \(attempt)"
                var random = SeededRandom(seed: seed, stream: stream)
                let times = StubClock(now: clock, seed: random.next())
                guard case .object(let drafted)? = maker.make(for: [:], at: times, using: &random) else {
                    continue
                }
                let references = References(table, others: others)
                guard var item = references.resolved(drafted, number: items.count, using: &random) else {
                    // What would be referred to is not there, and never will be.
                    return items
                }
                number(&item, of: table, items.count)
                if attempt > 2 { distinguish(&item, of: table, items.count) }
                order(&item, by: table.orders)
                if let breach = table.firstBreach(in: .object(item)) {
                    reason = "its record refuses what was made: \(breach.message) (at \(breach.pointer))"
                    continue
                }
                guard
                    unique.allSatisfy({ entry in item[entry.name].map { !entry.seen.contains($0) } ?? true })
                else {
                    reason = "no other value was found for an attribute that must be unique"
                    continue
                }
                do throws(TableStoreError) {
                    let key = table.definition.key.partition.name
                    try state.transact([.put(item, in: table.name, if: .absent(key))])
                    made = item
                } catch .conditionFailed {
                    reason = "no other value was found for its key"
                } catch {
                    reason = error.description
                }
            }
            guard let made else { throw .noItem(table: table.name, reason: reason) }
            for place in unique.indices { made[unique[place].name].map { _ = unique[place].seen.insert($0) } }
            items.append(made)
        }
        return items
    }

    /// Gives an item whose key is a number that the service makes the next one.
    private func number(_ item: inout JSONObject, of table: TableContract, _ place: Int) {
        let key = table.recordKey
        guard case .number? = item[key], table.references.allSatisfy({ $0.attribute != key }) else { return }
        var numbered = item
        numbered[key] = .number(JSONNumber(place + 1))
        if table.record.isValid(.object(numbered)) { item = numbered }
    }

    /// Makes texts that must be unique their own, where their schemas let them: there are more items than names.
    private func distinguish(_ item: inout JSONObject, of table: TableContract, _ place: Int) {
        let referring = Set(table.references.map(\.attribute))
        let unique = table.unique + table.uniqueKeys.compactMap(\.last)
        for name in [table.recordKey] + unique where !referring.contains(name) {
            guard case .string(let text)? = item[name] else { continue }
            var other = item
            other[name] = .string("\(text)-\(place + 1)")
            if table.record.isValid(.object(other)) { item = other }
        }
    }

    /// Swaps times that are the wrong way round.
    private func order(_ item: inout JSONObject, by orders: [TableOrder]) {
        for order in orders {
            guard let later = item[order.attribute], let earlier = item[order.notBefore],
                let first = later.numberValue, let second = earlier.numberValue, first < second
            else { continue }
            item[order.attribute] = earlier
            item[order.notBefore] = later
        }
    }
}
