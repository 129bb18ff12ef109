import JSON

/// An item as the in-memory tables keep it.
struct StoredItem: Sendable {
    var item: Item
    /// The item's size by DynamoDB's arithmetic, for pages.
    var size: Int
    /// The place in the order in which items were first stored; kept when the item changes.
    var sequence: UInt64
}
