/// What was read before a write, so that the write can depend on it.
///
/// Together with ``TableStore/transact(_:ifUnchanged:)`` this makes a transaction of reads and writes serialisable
/// without locks: who loses a race reads again.
public struct ReadSet: Sendable, Hashable {
    /// A read of one key.
    public struct ItemRead: Sendable, Hashable {
        /// The table's name.
        public var table: String
        /// The key.
        public var key: Key
        /// The item that was found; `nil` when there was none.
        public var item: Item?
    }

    /// A read of a page of a partition.
    public struct RangeRead: Sendable, Hashable {
        /// The query.
        public var query: Query
        /// The items that were found, in order.
        public var items: [Item]
    }

    /// A read of a page of a table.
    public struct ScanRead: Sendable, Hashable {
        /// The scan.
        public var scan: Scan
        /// The items that were found, in order.
        public var items: [Item]
    }

    /// The reads of keys.
    public private(set) var items: [ItemRead] = []
    /// The reads of partitions.
    public private(set) var ranges: [RangeRead] = []
    /// The reads of whole tables.
    public private(set) var scans: [ScanRead] = []

    /// Creates a set without reads.
    public init() {}

    /// Adds a read of a key.
    public mutating func insert(_ item: Item?, for key: Key, in table: String) {
        items.append(ItemRead(table: table, key: key, item: item))
    }

    /// Adds a read of a page of a partition.
    public mutating func insert(_ items: [Item], of query: Query) {
        ranges.append(RangeRead(query: query, items: items))
    }

    /// Adds a read of a page of a table.
    public mutating func insert(_ items: [Item], of scan: Scan) {
        scans.append(ScanRead(scan: scan, items: items))
    }
}
