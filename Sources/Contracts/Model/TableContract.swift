public import JSON
public import JSONSchema
public import Tables

/// A table: its keys and indexes, what its items look like, and what they have to agree with.
public struct TableContract: Sendable {
    /// Keys and indexes.
    public var definition: TableDefinition
    /// The schema of an item.
    public var record: Schema
    /// Items of other tables that an item cannot be without.
    public var references: [TableReference]
    /// Attributes that count items of another table.
    public var totals: [TableTotal]
    /// Attributes that are a prefix of a text in the newest item of another table.
    public var newest: [TableNewest]
    /// Attributes that are never less than another one of the same item.
    public var orders: [TableOrder]
    /// Attributes of which no two items have the same value.
    public var unique: [String]
    /// How long items are kept where time to live is asked for; for ever when `nil`.
    public var retention: TableRetention?
    /// Where it is written.
    public var location: SourceLocation

    /// The table's name.
    public var name: String { definition.name }

    /// The attribute that tells the records of one partition apart, or all records where a partition has but one.
    public var recordKey: String { (definition.key.sort ?? definition.key.partition).name }

    /// Where an item first breaks the table's record, and how; `nil` when it keeps it.
    ///
    /// - Complexity: O(*n*) in the size of an item that keeps it.
    public func firstBreach(in item: JSONValue) -> (pointer: JSONPointer, message: String)? {
        record.relevantErrors(in: item).first.map { ($0.instanceLocation, $0.message) }
    }
}

/// An attribute that names an item of another table.
public struct TableReference: Sendable, Hashable {
    /// An attribute of this table and one of the item referred to, with the same value.
    public struct Agreement: Sendable, Hashable {
        /// The attribute of this table.
        public var attribute: String
        /// The attribute of the item referred to.
        public var other: String
    }

    /// The attribute that refers.
    public var attribute: String
    /// The table referred to.
    public var table: String
    /// The attribute of that table with the same value.
    public var key: String
    /// What else the two items have in common.
    public var agreements: [Agreement]
    /// Where it is written.
    public var location: SourceLocation
}

/// An attribute that counts items of another table.
public struct TableTotal: Sendable, Hashable {
    /// The attribute that holds the count.
    public var attribute: String
    /// The table whose items are counted.
    public var table: String
    /// The attribute that both tables have and by which they belong together.
    public var by: String
    /// Only items with these values are counted.
    public var conditions: JSONObject
    /// Whether the attribute is the count; else it is at least the count, since other events may leave it higher.
    public var isExact: Bool
    /// Where it is written.
    public var location: SourceLocation
}

/// An attribute that is a non-empty prefix of a text in the newest item of another table.
public struct TableNewest: Sendable, Hashable {
    /// The attribute that holds the prefix.
    public var attribute: String
    /// The table whose newest item is meant.
    public var table: String
    /// The text in that table.
    public var text: String
    /// The attribute that both tables have and by which they belong together.
    public var by: String
    /// The attribute whose greatest value is the newest.
    public var order: String
    /// Where it is written.
    public var location: SourceLocation
}

/// An attribute that is never less than another one of the same item.
public struct TableOrder: Sendable, Hashable {
    /// The greater one.
    public var attribute: String
    /// The lesser one.
    public var notBefore: String
    /// Where it is written.
    public var location: SourceLocation
}

/// How long items are kept where time to live is asked for.
public struct TableRetention: Sendable, Hashable {
    /// The attribute that holds the end, in seconds since 1970-01-01T00:00Z.
    public var attribute: String
    /// The attribute from which it is counted, in milliseconds.
    public var from: String
    /// How many seconds later the end is.
    public var seconds: Int
}
