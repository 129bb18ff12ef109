/// A query of the items of one partition, sorted by the sort key of the table or of an index.
public struct Query: Sendable, Hashable {
    /// The sort direction.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Smallest sort key first; equal index keys in insertion order.
        case ascending
        /// Largest sort key first; equal index keys in reverse insertion order.
        case descending
    }

    /// The table's name.
    public var table: String
    /// The index to query; `nil` queries the table itself.
    public var index: String?
    /// The partition key value.
    public var partition: KeyValue
    /// The condition on the sort key; `nil` for all items of the partition.
    public var sort: SortCondition?
    /// The sort direction.
    public var direction: Direction
    /// The maximum number of items to read, before the filter.
    public var limit: Int?
    /// The ``Page/next`` key of the previous page.
    public var start: PageKey?
    /// The filter on the returned items; items that fail it count towards `limit` all the same.
    public var filter: Condition?
    /// Whether every write that was acknowledged before is seen, at twice the read units; no index can be read so.
    public var isConsistent: Bool

    /// Creates a query; one of a table is consistent unless it says otherwise.
    public init(
        _ table: String,
        index: String? = nil,
        partition: KeyValue,
        sort: SortCondition? = nil,
        direction: Direction = .ascending,
        limit: Int? = nil,
        start: PageKey? = nil,
        filter: Condition? = nil,
        isConsistent: Bool? = nil
    ) {
        self.table = table
        self.index = index
        self.partition = partition
        self.sort = sort
        self.direction = direction
        self.limit = limit
        self.start = start
        self.filter = filter
        self.isConsistent = isConsistent ?? (index == nil)
    }
}

/// A condition on the sort key.
public enum SortCondition: Sendable, Hashable {
    /// Equal to the value.
    case equals(KeyValue)
    /// Less than the value.
    case less(KeyValue)
    /// Less than or equal to the value.
    case lessOrEqual(KeyValue)
    /// Greater than the value.
    case greater(KeyValue)
    /// Greater than or equal to the value.
    case greaterOrEqual(KeyValue)
    /// Between the two values, both included.
    case between(KeyValue, KeyValue)
    /// Starting with these bytes.
    case beginsWith(String)
}
