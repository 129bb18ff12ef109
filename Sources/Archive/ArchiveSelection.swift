import Contracts
import JSON
import Tables

/// Which items of a table are due to be archived, and of which day they are.
struct ArchiveSelection {
    /// The table.
    let table: TableContract
    /// The names of the attributes that a record may have.
    let attributes: [String]
    private let unit: TimeUnit
    /// The time in milliseconds since 1970-01-01T00:00Z.
    private let now: Int

    init(_ table: TableContract, in contract: Contract, now: Int) {
        self.table = table
        self.now = now
        let members = contract.recordMembers(of: table)
        attributes = members.map(\.name)
        var unit = TimeUnit.milliseconds
        if case .items(_, let time, _)? = table.archive?.rule {
            unit = members.first { ExactString($0.name) == ExactString(time) }?.time ?? .milliseconds
        }
        self.unit = unit
    }

    /// Whether items of the table are archived by themselves.
    var isEmpty: Bool { filter == nil }

    /// What a scan looks for; `nil` when nothing is ever due.
    ///
    /// Some of what it finds may not be due yet.
    var filter: Condition? {
        var conditions: [Condition] = []
        if case .items(let values, let time, _)? = table.archive?.rule {
            conditions.append(.all(values.map { .equals($0.name, $0.value) } + [.exists(time)]))
        }
        if let attribute = table.definition.timeToLive {
            let seconds = JSONValue.number(JSONNumber(now / 1_000))
            conditions.append(.compare(attribute, .lessOrEqual, seconds))
        }
        return conditions.isEmpty ? nil : .any(conditions)
    }

    /// Returns the day of an item that is due; `nil` for one that is not.
    func day(of item: Item) -> String? {
        if let day = dayOfEnd(item) { return day }
        guard let attribute = table.definition.timeToLive, let expiry = item[attribute]?.numberValue,
            expiry <= JSONNumber(now / 1_000),
            expiry >= JSONNumber(now / 1_000 - Expiry.ignoredSeconds)
        else { return nil }
        return Self.day(Int(expiry.doubleValue) * 1_000)
    }

    private func dayOfEnd(_ item: Item) -> String? {
        guard case .items(let values, let time, let seconds)? = table.archive?.rule,
            values.allSatisfy({ item[$0.name] == $0.value }),
            let end = item[time].flatMap(unit.milliseconds), end <= now - seconds * 1_000
        else { return nil }
        return Self.day(end)
    }

    /// The day of a time, in UTC.
    private static func day(_ milliseconds: Int) -> String { String(TimeUnit.text(milliseconds).prefix(10)) }

    /// The condition that an item is as it was read.
    func isUnchanged(_ item: Item) -> Condition {
        let absent = attributes.filter { item[$0] == nil }
        return .all(item.map { .equals($0.name, $0.value) } + absent.map { .absent($0) })
    }
}
