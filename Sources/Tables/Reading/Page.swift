public import JSON

/// A part of the answer to a query or scan: at most 1 MB, at most as many items as were asked for.
public struct Page: Sendable {
    /// The items that met the filter, in order.
    public var items: [Item]
    /// Where the next page starts; `nil` when there is nothing behind this page.
    ///
    /// A page that ends because of its limit has one even when nothing follows; only the next page shows that.
    public var next: PageKey?
    /// The size in bytes of all items that were looked at, those that the filter left out included.
    public var bytes: Int

    /// For each item what tells it apart from others of equal sort key; empty in stores that have no such thing.
    private let ties: [UInt64]
    /// The names of the attributes that a page key holds.
    private let keyAttributes: [String]

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - items: the items that met the filter.
    ///   - ties: for each item its tie-break, or nothing.
    ///   - keyAttributes: the key attributes of the table and of the index that was read.
    ///   - next: where the next page starts.
    ///   - bytes: the size of all items that were looked at.
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

    /// The page key with which a query goes on behind the item at `index`; `nil` when there is no such item.
    public func key(after index: Int) -> PageKey? {
        guard items.indices.contains(index) else { return nil }
        return PageKey(
            items[index].keeping(keyAttributes),
            tie: ties.indices.contains(index) ? ties[index] : nil
        )
    }
}

extension JSONObject {
    /// The members of these names.
    func keeping(_ names: [String]) -> JSONObject {
        var kept = JSONObject()
        for name in names { kept[name] = self[name] }
        return kept
    }
}
