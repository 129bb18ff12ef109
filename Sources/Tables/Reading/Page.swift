public import JSON

/// A page of the results of a query or scan: at most 1 MB, and at most as many items as the limit says.
public struct Page: Sendable {
    /// The items that passed the filter, in order.
    public var items: [Item]
    /// The key at which the next page starts; `nil` after the last page.
    ///
    /// A page that ended because of its limit always has one; only the next page shows whether more items follow.
    public var next: PageKey?
    /// The size in bytes of all items read, including those that the filter left out.
    public var bytes: Int

    /// The tie-breaker of each item among items with equal sort keys; empty in stores without tie-breakers.
    private let ties: [UInt64]
    /// The names of the attributes of a page key.
    private let keyAttributes: [String]

    /// Creates a page.
    ///
    /// - Parameters:
    ///   - items: The items that passed the filter.
    ///   - ties: The tie-breaker of each item, or an empty array.
    ///   - keyAttributes: The key attributes of the table and of the index that was queried.
    ///   - next: The key at which the next page starts.
    ///   - bytes: The size of all items read.
    public init(
        items: [Item],
        ties: [UInt64] = [],
        keyAttributes: [String],
        next: PageKey?,
        bytes: Int = 0
    ) {
        self.items = items
        self.ties = ties
        self.keyAttributes = keyAttributes
        self.next = next
        self.bytes = bytes
    }

    /// Returns the page key that continues a query after the item at `index`, or `nil` when there is no such item.
    public func key(after index: Int) -> PageKey? {
        guard items.indices.contains(index) else { return nil }
        return PageKey(
            items[index].keeping(keyAttributes),
            tie: ties.indices.contains(index) ? ties[index] : nil
        )
    }
}

extension JSONObject {
    /// Returns the members of these names.
    func keeping(_ names: [String]) -> JSONObject {
        var kept = JSONObject()
        for name in names { kept[name] = self[name] }
        return kept
    }
}
