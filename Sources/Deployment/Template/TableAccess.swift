import Contracts
import JSON

/// What the function may do with a table: what the contract's actions do with it, and nothing else.
///
/// A scan is no part of it: each read of a behaviour is served by a key or an index.
///
/// Source: AWS, "Actions, resources, and condition keys for Amazon DynamoDB"; transactions need the permissions of their parts.
struct TableAccess: Sendable, Hashable {
    private static let reads = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query"]
    private static let writes = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"]

    /// Whether an action writes the table.
    let isWritten: Bool

    /// Finds what the actions of a contract do with a table; `nil` where none uses it.
    init?(to table: String, in contract: Contract) {
        let uses = contract.actions.map(\.tables)
        isWritten = uses.contains { $0.writes.contains(table) }
        let isRead =
            uses.contains { $0.reads.contains(table) }
            || contract.actions.contains { $0.authorization?.owner?.table == table }
        guard isWritten || isRead else { return nil }
    }

    /// The permissions.
    var permissions: [JSONValue] {
        (Self.reads + (isWritten ? Self.writes : [])).sorted().map { .string("dynamodb:\($0)") }
    }
}
