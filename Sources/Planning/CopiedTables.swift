import Contracts
import JSON
import Tables

/// A fixture multiplied: the records of every copy have their own ids, so that references stay within the copy.
struct CopiedTables {
    /// The number of copies of the fixture.
    let copies: Int
    /// The resulting tables.
    let tables: TableState

    /// Copies a fixture.
    ///
    /// - Throws: ``TableStoreError`` when a copied record is too large or lacks its key.
    /// - Complexity: O(*n* · *k*) in the number of records and copies.
    init(_ original: TableState, copies: Int, contracts: [TableContract]) throws(TableStoreError) {
        var tables = TableState(original.definitions)
        for contract in contracts {
            let items = try original.items(of: contract.name)
            let identities = items.map { item in
                AnnotationIndex(of: .object(item), by: contract.record).entries
                    .filter { $0.annotation.identity != nil && $0.pointer.tokens.count == 1 }
                    .compactMap { $0.pointer.tokens.first }
            }
            var actions: [WriteAction] = []
            for copy in 0..<copies {
                for (item, names) in zip(items, identities) {
                    actions.append(.put(Self.copied(item, names, copy), in: contract.name))
                    guard actions.count == TableLimits.transactionActions else { continue }
                    try tables.transact(actions)
                    actions = []
                }
            }
            if !actions.isEmpty { try tables.transact(actions) }
        }
        self.copies = copies
        self.tables = tables
    }

    private static func copied(_ item: Item, _ identities: [String], _ copy: Int) -> Item {
        guard copy > 0 else { return item }
        var item = item
        for name in identities {
            if let identity = item[name]?.stringValue { item[name] = .string("\(identity)-\(copy)") }
        }
        return item
    }
}
