public import JSON

/// DynamoDB's limits on keys and items.
///
/// Source: AWS, "Quotas and limits in Amazon DynamoDB".
public enum TableLimits: Sendable {
    /// The maximum length of a partition key, in bytes.
    public static let partitionKeyBytes = 2_048
    /// The maximum length of a sort key, in bytes.
    public static let sortKeyBytes = 1_024
    /// The maximum size of an item, attribute names included, in bytes: 400 KB.
    public static let itemBytes = 409_600
    /// The maximum nesting depth of an item's values.
    public static let depth = 32
    /// The maximum size of a page of a query or scan, in bytes: 1 MB.
    public static let pageBytes = 1_048_576
    /// The maximum number of actions in a transaction.
    public static let transactionActions = 100
    /// The maximum size of a transaction, in bytes: 4 MB.
    public static let transactionBytes = 4_194_304
    /// The maximum length of an idempotency token, in characters.
    public static let tokenCharacters = 36
    /// The time for which an idempotency token is remembered, in milliseconds: ten minutes.
    public static let tokenMilliseconds = 600_000
    /// The maximum number of items of a batch of reads, and of a transaction of reads.
    public static let batchItems = 100
    /// The maximum number of significant digits of a number.
    public static let numberDigits = 38
}

extension KeySchema {
    /// Returns the key of an item; its sort key is `nil` when the schema has none.
    ///
    /// - Throws: ``TableStoreError/invalidKey(table:attribute:reason:)`` when an attribute is missing, has another
    ///   type, is empty or too long.
    public func key(of item: Item, in table: String) throws(TableStoreError) -> Key {
        let partition = try Self.value(of: partition, in: item, table)
        guard let sort else {
            let key = Key(partition)
            try check(key, in: table)
            return key
        }
        let key = Key(partition, try Self.value(of: sort, in: item, table))
        try check(key, in: table)
        return key
    }

    /// Returns the key attributes of an item and their size in bytes, attribute names included.
    public func attributes(of item: Item) -> (attributes: Item, bytes: Int) {
        let kept = item.keeping(attributes.map(\.name))
        return (kept, (try? ItemSize.measure(kept, in: "")) ?? 0)
    }

    /// Validates the types and lengths of a key against the schema.
    ///
    /// - Throws: ``TableStoreError/invalidKey(table:attribute:reason:)``.
    public func check(_ key: Key, in table: String) throws(TableStoreError) {
        try Self.check(key.partition, for: partition, limit: TableLimits.partitionKeyBytes, in: table)
        switch (sort, key.sort) {
        case (nil, nil): break
        case (let attribute?, let value?):
            try Self.check(value, for: attribute, limit: TableLimits.sortKeyBytes, in: table)
        case (let attribute?, nil):
            throw .invalidKey(table: table, attribute: attribute.name, reason: "is missing")
        case (nil, _?):
            throw .invalidKey(
                table: table,
                attribute: partition.name,
                reason: "is the whole key, but a sort key is given"
            )
        }
    }

    /// Validates one value of a key.
    ///
    /// - Throws: ``TableStoreError/invalidKey(table:attribute:reason:)``.
    static func check(
        _ value: KeyValue,
        for attribute: KeyAttribute,
        limit: Int,
        in table: String
    ) throws(TableStoreError) {
        guard value.type == attribute.type else {
            throw .invalidKey(
                table: table,
                attribute: attribute.name,
                reason: "must be of type \(attribute.type.rawValue), but is of type \(value.type.rawValue)"
            )
        }
        switch value {
        case .string(let text):
            let count = text.string.utf8.count
            guard count > 0 else {
                throw .invalidKey(table: table, attribute: attribute.name, reason: "must not be empty")
            }
            guard count <= limit else {
                throw .invalidKey(
                    table: table,
                    attribute: attribute.name,
                    reason: "has \(count) bytes; at most \(limit) are allowed"
                )
            }
        case .number(let number):
            guard OrderedNumber(number) != nil else { throw .invalidNumber(number) }
        }
    }

    /// Returns the value of a key attribute of an item.
    static func value(
        of attribute: KeyAttribute,
        in item: Item,
        _ table: String
    ) throws(TableStoreError) -> KeyValue {
        guard let value = item[attribute.name] else {
            throw .invalidKey(table: table, attribute: attribute.name, reason: "is missing")
        }
        switch value {
        case .string(let text): return .string(text)
        case .number(let number): return .number(number)
        default:
            throw .invalidKey(
                table: table,
                attribute: attribute.name,
                reason: "must be of type \(attribute.type.rawValue), but is a JSON \(value.typeName)"
            )
        }
    }
}
