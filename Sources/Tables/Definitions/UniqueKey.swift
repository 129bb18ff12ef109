public import JSON

/// Attributes whose values together are those of one item of a table at most.
///
/// A store refuses a write that would give a second item the same values, with ``TableStoreError/notUnique(action:table:attributes:)``.
/// An item that lacks one of the attributes is not concerned.
public struct UniqueKey: Sendable, Hashable {
    /// The names of the attributes.
    public var attributes: [String]
    /// The index that finds the item with given values: its key has these attributes and no others.
    public var index: String

    /// Creates a unique key.
    public init(_ attributes: [String], index: String) {
        self.attributes = attributes
        self.index = index
    }

    /// Finds the index for a unique key; `nil` where no index of the table has these attributes as its key.
    ///
    /// - Complexity: O(*i* · *a*) for *i* indexes and *a* attributes.
    public init?(_ attributes: [String], in table: TableDefinition) {
        let index = table.indexes.first { index in
            index.key.attributes.count == attributes.count
                && index.key.attributes.allSatisfy { attributes.contains($0.name) }
        }
        guard let index else { return nil }
        self.init(attributes, index: index.name)
    }

    /// Returns the query that finds the items with the same values; `nil` where an item lacks one of the attributes.
    ///
    /// Equal queries mean equal values.
    ///
    /// - Parameters:
    ///   - item: The item.
    ///   - table: The definition of its table.
    /// - Returns: The query.
    public func query(for item: Item, in table: TableDefinition) -> Query? {
        guard let key = table.index(named: index)?.key,
            let partition = item[key.partition.name].flatMap({ KeyValue($0) })
        else { return nil }
        guard let sort = key.sort else { return Query(table.name, index: index, partition: partition) }
        guard let value = item[sort.name].flatMap({ KeyValue($0) }) else { return nil }
        return Query(table.name, index: index, partition: partition, sort: .equals(value))
    }
}

extension TableDefinition {
    /// The attribute of the values in a ``uniqueKeyTable``.
    public static let uniqueValueName = "value"

    /// Returns the unique keys whose values a write may change.
    ///
    /// - Complexity: O(*u* · *c*) for *u* unique keys and *c* changes.
    package func uniqueKeys(changedBy action: WriteAction) -> [UniqueKey] {
        switch action.operation {
        case .put, .delete: uniqueKeys
        case .check: []
        case .update(_, let changes):
            uniqueKeys.filter { unique in changes.contains { unique.attributes.contains($0.attribute) } }
        }
    }

    /// The table in DynamoDB that says which item has the values of each unique key; `nil` for a table without unique keys.
    ///
    /// DynamoDB's indexes are neither unique nor part of a transaction, so all values have an item of their own here, which
    /// is written together with its holder, and only where there is none. It is another table, so that who reads all
    /// items of this one finds no others.
    public var uniqueKeyTable: TableDefinition? {
        guard !uniqueKeys.isEmpty else { return nil }
        return TableDefinition(
            name: "\(name).unique",
            key: KeySchema(partition: KeyAttribute(Self.uniqueValueName))
        )
    }
}
