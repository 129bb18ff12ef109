import JSON

/// An item as the in-memory tables store it.
struct StoredItem: Sendable {
    var item: Item
    /// The item's size as DynamoDB measures it, for pages.
    var size: Int
    /// The insertion number of the item; kept when the item changes.
    var sequence: UInt64
}
