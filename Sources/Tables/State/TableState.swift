/// All tables of one world as one value: a copy costs O(1) whatever its size, and changes to a copy leave the
/// original as it was.
///
/// That is what makes a fork of a fixture free: sessions, rewinds and probes are copies of a `TableState`. Trees
/// that copies share are copied path by path as one of them changes.
public struct TableState: Sendable {
    /// The tables, in the order in which they were defined.
    var tables: [StoredTable]
    /// Counts the items that were ever stored: what orders items of equal sort key.
    var nextSequence: UInt64 = 0

    /// Makes empty tables.
    public init(_ definitions: [TableDefinition]) {
        tables = definitions.map(StoredTable.init)
    }

    /// What the tables are made of.
    public var definitions: [TableDefinition] {
        tables.map(\.definition)
    }

    /// How many items a table holds.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    public func count(of table: String) throws(TableStoreError) -> Int {
        tables[try index(of: table)].items.count
    }

    /// Returns the item stored under a key, if any.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)`` or
    ///   ``TableStoreError/invalidKey(table:attribute:reason:)``.
    /// - Complexity: O(log *n*) in the number of items.
    public func item(for key: Key, in table: String) throws(TableStoreError) -> Item? {
        try sizedItem(for: key, in: table).item
    }

    /// Returns an item with its size in bytes; 0 for none.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)`` or
    ///   ``TableStoreError/invalidKey(table:attribute:reason:)``.
    /// - Complexity: O(log *n*) in the number of items.
    public func sizedItem(
        for key: Key,
        in table: String
    ) throws(TableStoreError) -> (item: Item?, bytes: Int) {
        let index = try index(of: table)
        try tables[index].definition.key.check(key, in: table)
        let stored = tables[index].items[OrderedKey(key)]
        return (stored?.item, stored?.size ?? 0)
    }

    /// The size of the item that an action is about, in bytes: of what is there, or of what it puts if that is larger.
    func bytes(touchedBy action: WriteAction) -> Int {
        func stored(_ key: Key) -> Int { (try? sizedItem(for: key, in: action.table))?.bytes ?? 0 }
        switch action.operation {
        case .update(let key, _), .delete(let key), .check(let key):
            return stored(key)
        case .put(let item):
            let new = (try? ItemSize.measure(item, in: action.table)) ?? 0
            guard let table = try? index(of: action.table),
                let key = try? tables[table].definition.key.key(of: item, in: action.table)
            else { return new }
            return max(stored(key), new)
        }
    }

    /// The place of a table in ``tables``.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    func index(of table: String) throws(TableStoreError) -> Int {
        guard let index = tables.firstIndex(where: { $0.definition.name == table }) else {
            throw .unknownTable(table, known: tables.map(\.definition.name))
        }
        return index
    }
}
