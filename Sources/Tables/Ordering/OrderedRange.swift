/// A half-open range of keys: from `lower` up to but not including `upper`.
struct OrderedRange {
    var lower: OrderedKey
    var upper: OrderedKey?

    init(lower: OrderedKey, upper: OrderedKey?) {
        self.lower = lower
        self.upper = upper
    }

    /// Creates the range of keys that a query selects, before its page key is applied.
    ///
    /// - Throws: ``TableStoreError/invalidKey(table:attribute:reason:)`` when a value does not fit the schema.
    init(_ query: Query, _ schema: KeySchema) throws(TableStoreError) {
        try KeySchema.check(
            query.partition,
            for: schema.partition,
            limit: TableLimits.partitionKeyBytes,
            in: query.table
        )
        var partition = OrderedKey()
        partition.append(query.partition)
        lower = partition
        upper = partition.afterPrefix
        guard let condition = query.sort else { return }
        guard let attribute = schema.sort else {
            throw .invalidKey(
                table: query.table,
                attribute: schema.partition.name,
                reason: "is the whole key, but a range of sort keys is asked for"
            )
        }
        func key(_ value: KeyValue) throws(TableStoreError) -> OrderedKey {
            try KeySchema.check(value, for: attribute, limit: TableLimits.sortKeyBytes, in: query.table)
            var key = partition
            key.append(value)
            return key
        }
        switch condition {
        case .equals(let value):
            lower = try key(value)
            upper = lower.afterPrefix
        case .less(let value):
            upper = try key(value)
        case .lessOrEqual(let value):
            upper = try key(value).afterPrefix
        case .greater(let value):
            lower = try key(value).afterPrefix ?? lower
        case .greaterOrEqual(let value):
            lower = try key(value)
        case .between(let first, let last):
            lower = try key(first)
            upper = try key(last).afterPrefix
        case .beginsWith(let text):
            _ = try key(.string(text))
            lower.appendOpenEnded(text)
            upper = lower.afterPrefix
        }
    }

    func contains(_ key: OrderedKey) -> Bool {
        key >= lower && (upper.map { key < $0 } ?? true)
    }
}
