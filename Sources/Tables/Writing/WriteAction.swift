public import JSON

/// One change to one item, or a check of it, with the condition under which it may be made.
public struct WriteAction: Sendable, Hashable {
    /// What is done.
    public enum Operation: Sendable, Hashable {
        /// Stores an item in place of the one that has its key.
        case put(Item)
        /// Changes attributes of an item; makes the item when there is none, so an update that is meant for an
        /// existing item needs a condition.
        case update(Key, [Change])
        /// Removes an item; does nothing when there is none.
        case delete(Key)
        /// Changes nothing; only the condition counts.
        case check(Key)
    }

    /// The table's name.
    public var table: String
    /// What is done.
    public var operation: Operation
    /// What must hold of the item as it is before; `nil` for always.
    public var condition: Condition?

    /// Makes an action.
    public init(table: String, operation: Operation, condition: Condition? = nil) {
        self.table = table
        self.operation = operation
        self.condition = condition
    }

    /// Stores an item.
    public static func put(_ item: Item, in table: String, if condition: Condition? = nil) -> WriteAction {
        WriteAction(table: table, operation: .put(item), condition: condition)
    }

    /// Changes attributes of an item.
    public static func update(
        _ key: Key,
        in table: String,
        _ changes: [Change],
        if condition: Condition? = nil
    ) -> WriteAction {
        WriteAction(table: table, operation: .update(key, changes), condition: condition)
    }

    /// Removes an item.
    public static func delete(_ key: Key, in table: String, if condition: Condition? = nil) -> WriteAction {
        WriteAction(table: table, operation: .delete(key), condition: condition)
    }

    /// Checks an item.
    public static func check(_ key: Key, in table: String, if condition: Condition) -> WriteAction {
        WriteAction(table: table, operation: .check(key), condition: condition)
    }
}
