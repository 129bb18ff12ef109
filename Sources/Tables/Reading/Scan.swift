/// A scan of all items of a table, in an order that the store chooses.
public struct Scan: Sendable, Hashable {
    /// The table's name.
    public var table: String
    /// The maximum number of items to read.
    public var limit: Int?
    /// The ``Page/next`` key of the previous page.
    public var start: PageKey?

    /// Creates a scan.
    public init(_ table: String, limit: Int? = nil, start: PageKey? = nil) {
        self.table = table
        self.limit = limit
        self.start = start
    }
}
