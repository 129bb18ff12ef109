/// What a table is made of: its name, its key and its indexes.
///
/// Written in the shape that DynamoDB's `CreateTable` takes, so that one file makes a real table as well; read
/// with ``init(_:)``, see `TableDefinition+JSON.swift`.
public struct TableDefinition: Sendable, Hashable {
    /// The table's name: 3 to 255 of `A-Z`, `a-z`, `0-9`, `_`, `-` and `.`.
    public var name: String
    /// The attributes that tell items of this table apart.
    public var key: KeySchema
    /// The other orders in which items can be queried.
    public var indexes: [IndexDefinition]

    /// Makes a definition.
    public init(name: String, key: KeySchema, indexes: [IndexDefinition] = []) {
        self.name = name
        self.key = key
        self.indexes = indexes
    }

    /// The index of that name, if the table has one.
    /// - Complexity: O(*n*) in the number of indexes, of which there are a handful.
    public func index(named name: String) -> IndexDefinition? {
        indexes.first { $0.name == name }
    }

    /// Every attribute that the key or an index's key is made of, once each, the table's own first.
    public var keyAttributes: [KeyAttribute] {
        var attributes = key.attributes
        for attribute in indexes.flatMap(\.key.attributes) where !attributes.contains(attribute) {
            attributes.append(attribute)
        }
        return attributes
    }
}

/// A second order over a table's items; items that lack one of its key attributes are not in it.
///
/// Every index holds whole items (`ProjectionType` `ALL`). Equal keys are allowed, unlike in the table itself.
public struct IndexDefinition: Sendable, Hashable {
    /// The index's name, unique in its table.
    public var name: String
    /// The attributes that the index is ordered by.
    public var key: KeySchema

    /// Makes a definition.
    public init(name: String, key: KeySchema) {
        self.name = name
        self.key = key
    }
}

/// The attributes a key is made of: a partition, and within it an order.
public struct KeySchema: Sendable, Hashable {
    /// The attribute that every query names (`HASH`).
    public var partition: KeyAttribute
    /// The attribute that orders the items of a partition (`RANGE`).
    public var sort: KeyAttribute?

    /// Makes a key schema.
    public init(partition: KeyAttribute, sort: KeyAttribute? = nil) {
        self.partition = partition
        self.sort = sort
    }

    /// The one or two attributes, the partition's first.
    public var attributes: [KeyAttribute] {
        if let sort { [partition, sort] } else { [partition] }
    }
}

/// An attribute that takes part in a key.
public struct KeyAttribute: Sendable, Hashable {
    /// The types that a key attribute can have, named as DynamoDB names them.
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

    /// Makes a key attribute.
    public init(_ name: String, _ type: AttributeType = .string) {
        self.name = name
        self.type = type
    }
}
