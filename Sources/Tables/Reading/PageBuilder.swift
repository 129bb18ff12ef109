import JSON

/// Fills a page with items in order, until it is full.
///
/// The limit and the size of a page count before the filter. A page that ends exactly at its limit has a page key even
/// when nothing follows.
///
/// Source: AWS, "Query" and "Paginating table query results".
public struct PageBuilder: Sendable {
    private let limit: Int?
    private let filter: Condition?
    private let keyAttributes: [String]
    private var items: [Item] = []
    private var ties: [UInt64] = []
    private var last: StoredItem?
    private var count = 0
    private var bytes = 0
    private var isFull = false

    /// Creates an empty page of a range.
    ///
    /// - Parameters:
    ///   - range: The range that is read.
    ///   - limit: The maximum number of items to read; `nil` for no other end than the size.
    ///   - filter: The filter on the items of the page.
    public init(_ range: KeyRange, limit: Int?, filter: Condition?) {
        self.limit = limit
        self.filter = filter
        keyAttributes = range.pageKeyAttributes
    }

    /// Appends the next item of the range, if it fits.
    ///
    /// - Parameter stored: The item.
    /// - Returns: Whether there is room for more.
    public mutating func append(_ stored: StoredItem) -> Bool {
        if bytes + stored.size > TableLimits.pageBytes, count > 0 {
            isFull = true
            return false
        }
        count += 1
        bytes += stored.size
        last = stored
        if filter?.holds(for: stored.item) ?? true {
            items.append(stored.item)
            ties.append(stored.sequence)
        }
        isFull = count == limit
        return !isFull
    }

    /// The page, with the key of the next one where it is full.
    public var page: Page {
        let next = isFull ? last.map { PageKey($0.item.keeping(keyAttributes), tie: $0.sequence) } : nil
        return Page(items: items, ties: ties, keyAttributes: keyAttributes, next: next, bytes: bytes)
    }
}
