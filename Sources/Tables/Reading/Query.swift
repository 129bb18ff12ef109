/// A question for the items of one partition, in the order of the table's or an index's sort key.
public struct Query: Sendable, Hashable {
    /// The order of the answer.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Smallest sort key first; among equal ones in an index, first stored first.
        case ascending
        /// Largest sort key first; among equal ones in an index, last stored first.
        case descending
    }

    /// The table's name.
    public var table: String
    /// The index to read; `nil` reads the table itself.
    public var index: String?
    /// The partition.
    public var partition: KeyValue
    /// Which sort keys; `nil` for all.
    public var sort: SortCondition?
    /// The order.
    public var direction: Direction
    /// The most items to look at, before the filter.
    public var limit: Int?
    /// Where the page before this one ended.
    public var start: PageKey?
    /// What the returned items meet; items that do not meet it count towards `limit` all the same.
    public var filter: Condition?

    /// Makes a query.
    public init(
        _ table: String,
        index: String? = nil,
        partition: KeyValue,
        sort: SortCondition? = nil,
        direction: Direction = .ascending,
        limit: Int? = nil,
        start: PageKey? = nil,
        filter: Condition? = nil
    ) {
        self.table = table
        self.index = index
        self.partition = partition
        self.sort = sort
        self.direction = direction
        self.limit = limit
        self.start = start
        self.filter = filter
    }
}

/// A range of sort keys.
public enum SortCondition: Sendable, Hashable {
    /// This one only.
    case equals(KeyValue)
    /// Less than this.
    case less(KeyValue)
    /// Less than this, or this.
    case lessOrEqual(KeyValue)
    /// Greater than this.
    case greater(KeyValue)
    /// Greater than this, or this.
    case greaterOrEqual(KeyValue)
    /// From the first to the second, both included.
    case between(KeyValue, KeyValue)
    /// Strings that begin with these bytes.
    case beginsWith(String)
}
