public import JSON

/// The place of an item in the order of a query, from which the next page goes on.
///
/// It stays good when the item itself is changed or removed.
public struct PageKey: Sendable, Hashable {
    /// The key attributes of the table and of the index that is read.
    public var attributes: JSONObject
    /// Tells items of equal sort key apart, in stores that keep them in the order in which they were stored.
    public var tie: UInt64?

    /// Makes a page key.
    public init(_ attributes: JSONObject, tie: UInt64? = nil) {
        self.attributes = attributes
        self.tie = tie
    }
}
