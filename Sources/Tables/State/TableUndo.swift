/// What takes tables back to what they were before some writes.
///
/// It holds the items that were replaced, and nothing of the trees: a copy of the ``TableState`` in its place would make the next
/// write copy every node that it touches.
public struct TableUndo: Sendable {
    /// An item that was replaced.
    struct Write: Sendable {
        /// The place of the table.
        let table: Int
        /// The key of the item.
        let key: OrderedKey
        /// The item before; `nil` for none.
        let old: PackedItem?
    }

    var writes: [Write] = []
    var token: String?
    let nextSequence: UInt64

    /// Whether nothing was written.
    public var isEmpty: Bool { writes.isEmpty }
}

extension TableState {
    /// Changes the tables, and returns what undoes that.
    ///
    /// - Parameter body: Changes them, or throws and leaves them as they are.
    /// - Returns: What the closure returns, and what undoes the changes.
    /// - Throws: What the closure throws.
    public mutating func undoable<Result, Failure>(
        _ body: (inout TableState) throws(Failure) -> Result
    ) throws(Failure) -> (result: Result, undo: TableUndo) {
        let empty = TableUndo(nextSequence: nextSequence)
        undo = empty
        defer { undo = nil }
        let result = try body(&self)
        return (result, undo ?? empty)
    }

    /// Undoes the last changes that have not been undone.
    ///
    /// - Complexity: O(*k* log *n*) for *k* writes in tables of *n* items.
    public mutating func revert(_ undo: TableUndo) {
        for write in undo.writes.reversed() {
            // What was written is in memory.
            let new = try? tables[write.table].items.item(for: write.key)
            tables[write.table].replace(new, by: write.old?.stored, at: write.key)
        }
        nextSequence = undo.nextSequence
        if let token = undo.token { tokens.remove(token) }
    }

    /// Replaces an item in a table, given by its place; `nil` means no item.
    mutating func replace(_ old: StoredItem?, by new: StoredItem?, at key: OrderedKey, in table: Int) {
        if undo != nil {
            let packed = old.map { tables[table].packed($0, at: key) }
            undo?.writes.append(TableUndo.Write(table: table, key: key, old: packed))
        }
        tables[table].replace(old, by: new, at: key)
    }
}
