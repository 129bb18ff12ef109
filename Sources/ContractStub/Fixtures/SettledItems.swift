import Contracts
import JSON

/// The items of all tables, with the attributes that follow from other tables: totals and newest texts.
struct SettledItems {
    /// The most characters of a newest text that are kept.
    private static let prefix = 100

    /// The items by table.
    private(set) var all: [String: [JSONObject]]

    /// Computes the attributes.
    ///
    /// An item that shows its newest item of another table and has none is left out.
    /// - Complexity: O(*n*) in the number of items for each total and newest text.
    init(_ items: [String: [JSONObject]], contract: Contract) {
        all = items
        for table in contract.tables {
            for newest in table.newest { set(newest, in: table) }
        }
        for table in contract.tables {
            for total in table.totals { set(total, in: table) }
        }
    }

    private mutating func set(_ newest: TableNewest, in table: TableContract) {
        var latest: [JSONValue: (order: JSONNumber, text: String)] = [:]
        for item in all[newest.table] ?? [] {
            guard let key = item[newest.by], let order = item[newest.order]?.numberValue,
                let text = item[newest.text]?.stringValue
            else { continue }
            if latest[key].map({ $0.order < order }) ?? true { latest[key] = (order, text) }
        }
        all[table.name] = (all[table.name] ?? []).compactMap { item in
            guard item[newest.attribute] != nil, let key = item[newest.by] else { return item }
            guard let text = latest[key]?.text else { return nil }
            var item = item
            item[newest.attribute] = .string(String(text.prefix(Self.prefix)))
            return item
        }
    }

    private mutating func set(_ total: TableTotal, in table: TableContract) {
        var counts: [JSONValue: Int] = [:]
        for item in all[total.table] ?? [] where total.conditions.allSatisfy({ item[$0.name] == $0.value }) {
            if let key = item[total.by] { counts[key, default: 0] += 1 }
        }
        all[table.name] = (all[table.name] ?? []).map { item in
            guard let key = item[total.by], item[total.attribute] != nil else { return item }
            var item = item
            item[total.attribute] = .number(JSONNumber(counts[key] ?? 0))
            return item
        }
    }
}
