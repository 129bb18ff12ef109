import JSON

/// The capacity units that reads and writes consume on DynamoDB, by table and index.
///
/// A read consumes one unit per 4 KB, half of that when it is eventually consistent; a write consumes one unit per 1
/// KB, twice that in a transaction. Each index is written in addition to its table, and twice when the index key of
/// an item changes.
///
/// Source: AWS, "DynamoDB read and write operations" and "Using Global Secondary Indexes", write throughput
/// considerations.
public struct CapacityUsage: Sendable, Hashable {
    /// A table or one of its indexes.
    public struct Resource: Sendable, Hashable {
        /// The table's name.
        public var table: String
        /// The index's name; `nil` for the table itself.
        public var index: String?

        /// Creates a resource from the names of a table and of an index.
        public init(_ table: String, index: String? = nil) {
            self.table = table
            self.index = index
        }
    }

    /// The units consumed by one resource.
    public struct Units: Sendable, Hashable {
        /// Read capacity units.
        public var read: Double
        /// Write capacity units.
        public var write: Double

        /// Creates a pair of unit counts.
        public init(read: Double = 0, write: Double = 0) {
            self.read = read
            self.write = write
        }
    }

    /// The number of bytes that one read unit covers.
    public static let readUnitBytes = 4_096
    /// The number of bytes that one write unit covers.
    public static let writeUnitBytes = 1_024

    /// The units by table and index.
    public private(set) var units: [Resource: Units]

    /// Creates a usage of zero units.
    public init() {
        units = [:]
    }

    /// The sum over all tables and indexes.
    public var total: Units {
        units.values.reduce(into: Units()) { total, units in
            total.read += units.read
            total.write += units.write
        }
    }

    /// The tables and indexes, sorted: tables by name, each before its indexes.
    /// - Complexity: O(*n* log *n*) in the number of tables and indexes.
    public var resources: [Resource] {
        units.keys.sorted { ($0.table, $0.index ?? "") < ($1.table, $1.index ?? "") }
    }

    /// Adds the cost of a read.
    ///
    /// - Parameters:
    ///   - resource: The table or index that was read.
    ///   - bytes: The size of all items read, including those that a filter left out.
    ///   - isConsistent: Whether the read is strongly consistent; a read of an index never is.
    public mutating func countRead(of resource: Resource, bytes: Int, isConsistent: Bool = false) {
        let whole = Double(Self.units(bytes, of: Self.readUnitBytes))
        units[resource, default: Units()].read += isConsistent ? whole : whole / 2
    }

    /// Adds the cost of a transaction; one with a single action costs as much as an ordinary write.
    ///
    /// - Parameters:
    ///   - changes: The item changes, one for each action.
    ///   - definitions: The tables that the changes refer to; the items of their unique values are written beside them.
    /// - Complexity: O(*n* · *i*) for *n* changes of tables with *i* indexes.
    public mutating func countWrites(_ changes: [ItemChange], of definitions: [TableDefinition]) {
        let values = changes.flatMap { change in
            definitions.first { $0.name == change.table }.map { Self.valueWrites(change, of: $0) } ?? []
        }
        let factor = changes.count + values.count > 1 ? 2 : 1
        for table in values { units[Resource(table), default: Units()].write += Double(factor) }
        for change in changes {
            let bytes = max(change.oldBytes, change.newBytes)
            let cost = Self.units(bytes, of: Self.writeUnitBytes) * factor
            units[Resource(change.table), default: Units()].write += Double(cost)
            guard change.isChange, let definition = definitions.first(where: { $0.name == change.table })
            else { continue }
            for index in definition.indexes { countWrite(change, of: index) }
        }
    }

    /// Adds the cost of a transaction whose condition failed: DynamoDB charges for its items all the same.
    ///
    /// Source: AWS, "DynamoDB read and write operations", conditional writes: the larger of the existing item and the
    /// new one.
    ///
    /// - Parameters:
    ///   - actions: The actions of the transaction.
    ///   - tables: The unchanged tables.
    /// - Complexity: O(*a* log *n*) for *a* actions on tables of *n* items.
    public mutating func countRefusal(of actions: [WriteAction], in tables: TableState) {
        let factor = actions.count > 1 ? 2 : 1
        for action in actions {
            let cost = Self.units(tables.bytes(touchedBy: action), of: Self.writeUnitBytes) * factor
            units[Resource(action.table), default: Units()].write += Double(cost)
        }
    }

    /// Adds another usage to this one.
    public mutating func add(_ other: CapacityUsage) {
        for (resource, units) in other.units { add(units, to: resource) }
    }

    /// Adds units to a table or index.
    public mutating func add(_ more: Units, to resource: Resource) {
        units[resource, default: Units()].read += more.read
        units[resource, default: Units()].write += more.write
    }

    private mutating func countWrite(_ change: ItemChange, of index: IndexDefinition) {
        let old = change.old.flatMap { index.key.keyValues(of: $0) }
        let new = change.new.flatMap { index.key.keyValues(of: $0) }
        let oldCost = old == nil ? 0 : Self.units(change.oldBytes, of: Self.writeUnitBytes)
        let newCost = new == nil ? 0 : Self.units(change.newBytes, of: Self.writeUnitBytes)
        // An item whose index key is unchanged is written once; otherwise it is deleted and inserted again.
        let cost = old == new ? max(oldCost, newCost) : oldCost + newCost
        guard cost > 0 else { return }
        units[Resource(change.table, index: index.name), default: Units()].write += Double(cost)
    }

    /// The tables of the unique values that a change frees and takes, one for each item.
    private static func valueWrites(_ change: ItemChange, of table: TableDefinition) -> [String] {
        guard let values = table.uniqueKeyTable else { return [] }
        return table.uniqueKeys.flatMap { unique in
            let old = change.old.flatMap { unique.query(for: $0, in: table) }
            let new = change.new.flatMap { unique.query(for: $0, in: table) }
            return old == new ? [] : [old, new].compactMap { $0 == nil ? nil : values.name }
        }
    }

    /// Converts bytes to whole units, at least one.
    private static func units(_ bytes: Int, of size: Int) -> Int {
        max(1, (bytes + size - 1) / size)
    }
}

extension KeySchema {
    /// Returns the item's key attributes, or `nil` when it lacks one and so is not in the index.
    fileprivate func keyValues(of item: Item) -> Item? {
        let values = item.keeping(attributes.map(\.name))
        return values.count == attributes.count ? values : nil
    }
}
