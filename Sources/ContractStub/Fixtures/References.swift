import Contracts
import JSON
import JSONSchema

/// Lets an item refer to items that are there.
struct References {
    private let table: TableContract
    private let others: [String: [JSONObject]]

    init(_ table: TableContract, others: [String: [JSONObject]]) {
        self.table = table
        self.others = others
    }

    /// Returns the item with all its references to items that exist; `nil` where one is required and there are none.
    ///
    /// The first items refer to one item after the other, so that each has some; the rest to any.
    func resolved(_ item: JSONObject, number: Int, using random: inout SeededRandom) -> JSONObject? {
        var item = item
        for reference in table.references where reference.table != table.name {
            let targets = others[reference.table] ?? []
            guard !targets.isEmpty else {
                var without = item
                without[reference.attribute] = nil
                guard table.record.isValid(.object(without)) else { return nil }
                item = without
                continue
            }
            let place = number < targets.count ? number : random.number(in: 0...targets.count - 1)
            let target = targets[place]
            item[reference.attribute] = target[reference.key]
            for agreement in reference.agreements { item[agreement.attribute] = target[agreement.other] }
        }
        // An item that refers to its own table refers to itself, which is always there.
        for reference in table.references
        where reference.table == table.name && item[reference.attribute] != nil {
            item[reference.attribute] = item[reference.key]
        }
        return item
    }
}
