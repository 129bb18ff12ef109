/// A scan of all items of a table or of an index, in an order that the store chooses.
public struct Scan: Sendable, Hashable {
    /// The table's name.
    public var table: String
    /// The index to scan; `nil` scans the table itself.
    public var index: String?
    /// The maximum number of items to read, before the filter.
    public var limit: Int?
    /// The ``Page/next`` key of the previous page.
    public var start: PageKey?
    /// The filter on the returned items; items that fail it count towards `limit` all the same.
    public var filter: Condition?
    /// Whether every write that was acknowledged before is seen; no index can be read so.
    public var isConsistent: Bool

    /// Creates a scan.
    public init(
        _ table: String,
        index: String? = nil,
        limit: Int? = nil,
        start: PageKey? = nil,
        filter: Condition? = nil,
        isConsistent: Bool = false
    ) {
        self.table = table
        self.index = index
        self.limit = limit
        self.start = start
        self.filter = filter
        self.isConsistent = isConsistent
    }
}
