public import JSON

/// A write to one item, or a condition check of it, as an action of a transaction.
public struct WriteAction: Sendable, Hashable {
    /// The kind of write.
    public enum Operation: Sendable, Hashable {
        /// Stores an item, replacing the one with the same key.
        case put(Item)
        /// Updates attributes of an item; creates the item when there is none, so an update of an existing item needs
        /// a condition.
        case update(Key, [Change])
        /// Deletes an item; has no effect when there is none.
        case delete(Key)
        /// Changes nothing; only checks the condition.
        case check(Key)
    }

    /// The table's name.
    public var table: String
    /// The kind of write.
    public var operation: Operation
    /// The condition on the item before the write; `nil` for none.
    public var condition: Condition?

    /// Creates an action.
    public init(table: String, operation: Operation, condition: Condition? = nil) {
        self.table = table
        self.operation = operation
        self.condition = condition
    }

    /// Creates a put action.
    public static func put(_ item: Item, in table: String, if condition: Condition? = nil) -> WriteAction {
        WriteAction(table: table, operation: .put(item), condition: condition)
    }

    /// Creates an update action.
    public static func update(
        _ key: Key,
        in table: String,
        _ changes: [Change],
        if condition: Condition? = nil
    ) -> WriteAction {
        WriteAction(table: table, operation: .update(key, changes), condition: condition)
    }

    /// Creates a delete action.
    public static func delete(_ key: Key, in table: String, if condition: Condition? = nil) -> WriteAction {
        WriteAction(table: table, operation: .delete(key), condition: condition)
    }

    /// Creates a condition check.
    public static func check(_ key: Key, in table: String, if condition: Condition) -> WriteAction {
        WriteAction(table: table, operation: .check(key), condition: condition)
    }
}
