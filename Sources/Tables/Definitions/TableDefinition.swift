/// The name, key and indexes of a table.
///
/// Files use the shape of DynamoDB's `CreateTable`, so that the same file creates a real table; ``init(_:)`` in
/// `TableDefinition+JSON.swift` reads them.
public struct TableDefinition: Sendable, Hashable {
    /// The table's name: 3 to 255 of `A-Z`, `a-z`, `0-9`, `_`, `-` and `.`.
    public var name: String
    /// The attributes that identify an item of this table.
    public var key: KeySchema
    /// The secondary indexes.
    public var indexes: [IndexDefinition]
    /// The attribute with the time at which an item expires, in seconds since 1970-01-01T00:00Z; `nil` for items that stay.
    ///
    /// An item without it, or in which it is no number, stays.
    public var timeToLive: String?
    /// What the records of the table's change stream hold; `nil` for no stream.
    public var stream: StreamViewType?
    /// The attributes, besides the table key, whose values no two items have in common.
    ///
    /// They are no part of `CreateTable`: DynamoDB has no unique indexes.
    public var uniqueKeys: [UniqueKey]

    /// Creates a definition.
    public init(
        name: String,
        key: KeySchema,
        indexes: [IndexDefinition] = [],
        timeToLive: String? = nil,
        stream: StreamViewType? = nil,
        uniqueKeys: [UniqueKey] = []
    ) {
        self.name = name
        self.key = key
        self.indexes = indexes
        self.timeToLive = timeToLive
        self.stream = stream
        self.uniqueKeys = uniqueKeys
    }

    /// Returns the index of that name, or `nil` when the table has none.
    /// - Complexity: O(*n*) in the number of indexes, of which there are a handful.
    public func index(named name: String) -> IndexDefinition? {
        indexes.first { $0.name == name }
    }

    /// The attributes of the table key and of all index keys, without duplicates, the table key first.
    public var keyAttributes: [KeyAttribute] {
        var attributes = key.attributes
        for attribute in indexes.flatMap(\.key.attributes) where !attributes.contains(attribute) {
            attributes.append(attribute)
        }
        return attributes
    }
}

/// A secondary index; it does not contain items that lack one of its key attributes.
///
/// Every index holds whole items (`ProjectionType` `ALL`). Index keys need not be unique, unlike the table key.
public struct IndexDefinition: Sendable, Hashable {
    /// The index's name, unique in its table.
    public var name: String
    /// The attributes that the index is sorted by.
    public var key: KeySchema

    /// Creates a definition.
    public init(name: String, key: KeySchema) {
        self.name = name
        self.key = key
    }
}

/// The attributes of a key: a partition key and an optional sort key.
public struct KeySchema: Sendable, Hashable {
    /// The partition key attribute (`HASH`), which every query names.
    public var partition: KeyAttribute
    /// The sort key attribute (`RANGE`), which orders the items of a partition.
    public var sort: KeyAttribute?

    /// Creates a key schema.
    public init(partition: KeyAttribute, sort: KeyAttribute? = nil) {
        self.partition = partition
        self.sort = sort
    }

    /// The one or two attributes, the partition key first.
    public var attributes: [KeyAttribute] {
        if let sort { [partition, sort] } else { [partition] }
    }
}

/// An attribute of a key.
public struct KeyAttribute: Sendable, Hashable {
    /// The types of a key attribute, named as DynamoDB names them.
    public enum AttributeType: String, Sendable, Hashable, CaseIterable {
        /// A string, ordered by its UTF-8 bytes.
        case string = "S"
        /// A number, ordered by its value.
        case number = "N"
    }

    /// The attribute's name.
    public var name: String
    /// The attribute's type.
    public var type: AttributeType

    /// Creates a key attribute.
    public init(_ name: String, _ type: AttributeType = .string) {
        self.name = name
        self.type = type
    }
}
