public import JSON

/// The position of an item in the order of a query, at which the next page starts.
///
/// It stays valid when the item itself is changed or removed.
public struct PageKey: Sendable, Hashable {
    /// The key attributes of the table and of the index that is queried.
    public var attributes: JSONObject
    /// The tie-breaker among items with equal sort keys, in stores that keep those in insertion order.
    public var tie: UInt64?

    /// Creates a page key.
    public init(_ attributes: JSONObject, tie: UInt64? = nil) {
        self.attributes = attributes
        self.tie = tie
    }
}
