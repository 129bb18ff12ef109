/// A walk over all items of a table, in an order that only the store knows.
public struct Scan: Sendable, Hashable {
    /// The table's name.
    public var table: String
    /// The most items to look at.
    public var limit: Int?
    /// Where the page before this one ended.
    public var start: PageKey?

    /// Makes a scan.
    public init(_ table: String, limit: Int? = nil, start: PageKey? = nil) {
        self.table = table
        self.limit = limit
        self.start = start
    }
}
