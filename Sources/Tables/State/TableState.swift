/// The state of all tables as a value: a copy costs O(1) whatever its size, and changes to a copy leave the original
/// unchanged.
///
/// This makes a fork of a fixture cheap: sessions, rewinds and probes are copies of a `TableState`. Copies share
/// their trees; a change copies only the path of nodes that it touches.
public struct TableState: Sendable {
    /// The tables, in the order in which they were defined.
    var tables: [StoredTable]
    /// The next insertion number, which orders items with equal sort keys.
    public internal(set) var nextSequence: UInt64 = 0
    /// The idempotency tokens of earlier transactions.
    var tokens = TransactionTokens()
    /// What undoes the changes that are being made; `nil` where nobody wants to know.
    var undo: TableUndo?

    /// Creates empty tables.
    public init(_ definitions: [TableDefinition]) {
        tables = definitions.map { StoredTable($0) }
    }

    /// What the tables began with, read when it is needed; `nil` when all items are in memory.
    public var kept: KeptState? { tables.first?.kept }

    /// The definitions of the tables.
    public var definitions: [TableDefinition] {
        tables.map(\.definition)
    }

    /// Returns the number of items in a table.
    ///
    /// - Throws: ``TableStoreError/unknownTable(_:known:)``, or ``TableStoreError/unavailable(reason:)`` when what the
    ///   table began with cannot be counted.
    public func count(of table: String) throws(TableStoreError) -> Int {
        try tables[try index(of: table)].count()
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
