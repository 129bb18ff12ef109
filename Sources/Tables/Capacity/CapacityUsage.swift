import JSON

/// What reads and writes cost by DynamoDB's arithmetic, of each table and index.
///
/// Reads count 4 KB a unit, half of it where the newest state is not asked for; writes count 1 KB a unit, twice in a
/// transaction. An index is written besides its table, and once more where an item changes its place in it.
///
/// Source: AWS, "DynamoDB read and write operations" and "Using Global Secondary Indexes", write throughput
/// considerations.
public struct CapacityUsage: Sendable, Hashable {
    /// A table, or one of its indexes.
    public struct Place: Sendable, Hashable {
        /// The table's name.
        public var table: String
        /// The index's name; `nil` for the table itself.
        public var index: String?

        /// Names a place.
        public init(_ table: String, index: String? = nil) {
            self.table = table
            self.index = index
        }
    }

    /// Units of one place.
    public struct Units: Sendable, Hashable {
        /// Read capacity units.
        public var read: Double
        /// Write capacity units.
        public var write: Double

        /// Makes a count.
        public init(read: Double = 0, write: Double = 0) {
            self.read = read
            self.write = write
        }
    }

    /// How many bytes one read unit covers.
    public static let readUnitBytes = 4_096
    /// How many bytes one write unit covers.
    public static let writeUnitBytes = 1_024

    /// The units by place.
    public private(set) var units: [Place: Units]

    /// Counts nothing yet.
    public init() {
        units = [:]
    }

    /// All places together.
    public var total: Units {
        units.values.reduce(into: Units()) { total, units in
            total.read += units.read
            total.write += units.write
        }
    }

    /// The places in order: tables by name, each before its indexes.
    /// - Complexity: O(*n* log *n*) in the number of places.
    public var places: [Place] {
        units.keys.sorted { ($0.table, $0.index ?? "") < ($1.table, $1.index ?? "") }
    }

    /// Counts a read.
    ///
    /// - Parameters:
    ///   - place: What was read.
    ///   - bytes: The size of all items that were looked at, those that a filter left out included.
    ///   - isConsistent: Whether the newest state was asked for; an index never gives it.
    public mutating func countRead(of place: Place, bytes: Int, isConsistent: Bool = false) {
        let whole = Double(Self.units(bytes, of: Self.readUnitBytes))
        units[place, default: Units()].read += isConsistent ? whole : whole / 2
    }

    /// Counts what a transaction did; one of a single action is an ordinary write.
    ///
    /// - Parameters:
    ///   - changes: What became of the items, one for each action.
    ///   - definitions: The tables.
    /// - Complexity: O(*n* · *i*) for *n* changes of tables with *i* indexes.
    public mutating func countWrites(_ changes: [ItemChange], of definitions: [TableDefinition]) {
        let factor = changes.count > 1 ? 2 : 1
        for change in changes {
            let bytes = max(change.oldBytes, change.newBytes)
            let cost = Self.units(bytes, of: Self.writeUnitBytes) * factor
            units[Place(change.table), default: Units()].write += Double(cost)
            guard change.isChange, let definition = definitions.first(where: { $0.name == change.table })
            else { continue }
            for index in definition.indexes { countWrite(change, of: index) }
        }
    }

    /// Counts what a transaction cost of which a condition did not hold: it is charged for the items all the same.
    ///
    /// Source: AWS, "DynamoDB read and write operations", conditional writes: the larger of the item that is there and the
    /// one that was to be put.
    ///
    /// - Parameters:
    ///   - actions: What was to be done.
    ///   - tables: The tables, in which nothing has changed.
    /// - Complexity: O(*a* log *n*) for *a* actions on tables of *n* items.
    public mutating func countRefusal(of actions: [WriteAction], in tables: TableState) {
        let factor = actions.count > 1 ? 2 : 1
        for action in actions {
            let cost = Self.units(tables.bytes(touchedBy: action), of: Self.writeUnitBytes) * factor
            units[Place(action.table), default: Units()].write += Double(cost)
        }
    }

    /// Adds another count.
    public mutating func add(_ other: CapacityUsage) {
        for (place, units) in other.units { add(units, to: place) }
    }

    /// Adds units of a place.
    public mutating func add(_ more: Units, to place: Place) {
        units[place, default: Units()].read += more.read
        units[place, default: Units()].write += more.write
    }

    private mutating func countWrite(_ change: ItemChange, of index: IndexDefinition) {
        let old = change.old.flatMap { index.key.place(of: $0) }
        let new = change.new.flatMap { index.key.place(of: $0) }
        let oldCost = old == nil ? 0 : Self.units(change.oldBytes, of: Self.writeUnitBytes)
        let newCost = new == nil ? 0 : Self.units(change.newBytes, of: Self.writeUnitBytes)
        // An item that stays in its place is written once; one that moves is taken away and put elsewhere.
        let cost = old == new ? max(oldCost, newCost) : oldCost + newCost
        guard cost > 0 else { return }
        units[Place(change.table, index: index.name), default: Units()].write += Double(cost)
    }

    /// The bytes in whole units, at least one.
    private static func units(_ bytes: Int, of size: Int) -> Int {
        max(1, (bytes + size - 1) / size)
    }
}

extension KeySchema {
    /// An item's values of the key; `nil` when it lacks one and so is not in the index.
    fileprivate func place(of item: Item) -> Item? {
        let place = item.keeping(attributes.map(\.name))
        return place.count == attributes.count ? place : nil
    }
}
