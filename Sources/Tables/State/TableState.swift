/// The state of all tables as a value: a copy costs O(1) whatever its size, and changes to a copy leave the original
/// unchanged.
///
/// This makes a fork of a fixture cheap: sessions, rewinds and probes are copies of a `TableState`. Copies share
/// their trees; a change copies only the path of nodes that it touches.
public struct TableState: Sendable {
    /// The tables, in the order in which they were defined.
    var tables: [StoredTable]
    /// The next insertion number, which orders items with equal sort keys.
    var nextSequence: UInt64 = 0

    /// Creates empty tables.
    public init(_ definitions: [TableDefinition]) {
        tables = definitions.map(StoredTable.init)
    }

    /// The definitions of the tables.
    public var definitions: [TableDefinition] {
        tables.map(\.definition)
    }

    /// Returns the number of items in a table.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    public func count(of table: String) throws(TableStoreError) -> Int {
        tables[try index(of: table)].items.count
    }

    /// Returns the item with the given key, if any.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)`` or
    ///   ``TableStoreError/invalidKey(table:attribute:reason:)``.
    /// - Complexity: O(log *n*) in the number of items.
    public func item(for key: Key, in table: String) throws(TableStoreError) -> Item? {
        try sizedItem(for: key, in: table).item
    }

    /// Returns the item with the given key and its size in bytes; 0 when there is none.
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

    /// Returns the size in bytes of the item that an action touches: the larger of the existing item and the new one.
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

    /// Returns the index of a table in ``tables``.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``.
    func index(of table: String) throws(TableStoreError) -> Int {
        guard let index = tables.firstIndex(where: { $0.definition.name == table }) else {
            throw .unknownTable(table, known: tables.map(\.definition.name))
        }
        return index
    }
}
