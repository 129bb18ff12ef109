public import JSON
public import JSONSchema
public import Tables

/// A table: its keys and indexes, the schema of its items, and their cross-checks.
public struct TableContract: Sendable {
    /// Keys and indexes.
    public var definition: TableDefinition
    /// The schema of an item.
    public var record: Schema
    /// The items of other tables that an item requires.
    public var references: [TableReference]
    /// The attributes that count items of another table.
    public var totals: [TableTotal]
    /// The attributes that are a prefix of a text in the newest item of another table.
    public var newest: [TableNewest]
    /// The attributes that are never less than another one of the same item.
    public var orders: [TableOrder]
    /// The attributes whose values are unique.
    public var unique: [String]
    /// The groups of attributes that the store keeps unique, whether an index serves them or not.
    ///
    /// Those with an index are the ``TableDefinition/uniqueKeys`` of the definition.
    public var uniqueKeys: [[String]]
    /// The retention of items when time to live is requested; unlimited when `nil`.
    public var retention: TableRetention?
    /// Which items are archived besides those that have expired; `nil` for none.
    public var archive: TableArchive?
    /// The location of the file.
    public var location: SourceLocation

    /// What the records of the table's change stream hold, such as `NEW_AND_OLD_IMAGES`; `nil` for no stream.
    public var stream: String? { definition.stream?.rawValue }

    /// The table's name.
    public var name: String { definition.name }

    /// The attributes that identify a record together.
    public var keyNames: [String] { definition.key.attributes.map(\.name) }

    /// The attribute that identifies a record in its partition, or in the table where a partition has one record.
    public var recordKey: String { (definition.key.sort ?? definition.key.partition).name }

    /// The attributes by which records are found: the partition keys of the table and of its indexes.
    public var partitionKeys: [String] {
        [definition.key.partition.name] + definition.indexes.map(\.key.partition.name)
    }

    /// Returns the first place where an item breaks the table's record, and the reason; `nil` when it fits.
    ///
    /// - Complexity: O(*n*) in the size of a valid item.
    public func firstBreach(in item: JSONValue) -> (pointer: JSONPointer, message: String)? {
        record.relevantErrors(in: item).first.map { ($0.instanceLocation, $0.message) }
    }
}

/// An attribute that refers to an item of another table.
public struct TableReference: Sendable, Hashable {
    /// A pair of attributes, of this table and of the referenced item, with equal values.
    public struct Agreement: Sendable, Hashable {
        /// The attribute of this table.
        public var attribute: String
        /// The attribute of the referenced item.
        public var other: String
    }

    /// The referring attribute.
    public var attribute: String
    /// The referenced table.
    public var table: String
    /// The attribute of that table with the same value.
    public var key: String
    /// Other attributes that the two items have in common.
    public var agreements: [Agreement]
    /// The location of the reference.
    public var location: SourceLocation
}

/// An attribute that counts items of another table.
public struct TableTotal: Sendable, Hashable {
    /// The attribute of the count.
    public var attribute: String
    /// The table whose items are counted.
    public var table: String
    /// The attribute of both tables that relates their items.
    public var by: String
    /// The values of the items to count; all items when empty.
    public var conditions: JSONObject
    /// Whether the attribute equals the count; otherwise it is at least the count, since other events may increase it.
    public var isExact: Bool
    /// The location of the total.
    public var location: SourceLocation
}

/// An attribute that is a non-empty prefix of a text in the newest item of another table.
public struct TableNewest: Sendable, Hashable {
    /// The attribute of the prefix.
    public var attribute: String
    /// The table of the newest item.
    public var table: String
    /// The text attribute of that table.
    public var text: String
    /// The attribute of both tables that relates their items.
    public var by: String
    /// The attribute whose greatest value is the newest.
    public var order: String
    /// The location of the declaration.
    public var location: SourceLocation
}

/// An attribute that is never less than another one of the same item.
public struct TableOrder: Sendable, Hashable {
    /// The greater one.
    public var attribute: String
    /// The lesser one.
    public var notBefore: String
    /// The location of the declaration.
    public var location: SourceLocation
}

/// The retention of items when time to live is requested.
public struct TableRetention: Sendable, Hashable {
    /// The attribute of the expiry time, in seconds since 1970-01-01T00:00Z.
    public var attribute: String
    /// The attribute of the start time, in milliseconds since 1970-01-01T00:00Z.
    public var from: String
    /// The number of seconds between them.
    public var seconds: Int
}

/// The items that `archive` moves out of a table although they have not expired.
public struct TableArchive: Sendable, Hashable {
    /// Which items those are.
    public enum Rule: Sendable, Hashable {
        /// Items with these values, the given number of seconds after the time in an attribute.
        case items(conditions: JSONObject, time: String, seconds: Int)
        /// Items that refer to an archived item of another table, together with that.
        case with(table: String)
    }

    /// Which items are archived.
    public var rule: Rule
    /// The location of the declaration.
    public var location: SourceLocation
}
