/// The encoded keys that a query or a scan reads: from ``lower`` up to but not including ``upper``, after its page key.
public struct KeyRange: Sendable, Hashable {
    /// The definition of the table.
    public let table: TableDefinition
    /// The key by which the items are sorted: the table's own, or that of the index.
    public let schema: KeySchema
    /// The index that is read; `nil` for the table itself.
    public let index: String?
    /// Whether the largest key comes first.
    public let isDescending: Bool
    /// The first key.
    public private(set) var lower = OrderedKey()
    /// The key after the last one; `nil` when nothing follows.
    public private(set) var upper: OrderedKey?

    /// Creates the range that a query reads.
    ///
    /// - Parameters:
    ///   - query: The query.
    ///   - source: The tables.
    /// - Throws: ``TableStoreError`` when table, index, key, page key, limit or consistency are invalid.
    public init(_ query: Query, in source: some ItemSource) throws(TableStoreError) {
        table = try source.definition(of: query.table)
        index = query.index
        isDescending = query.direction == .descending
        schema = try table.keySchema(of: query.index)
        try Self.check(query.limit, query.isConsistent, query.index, query.table)
        try select(query)
        guard let start = query.start else { return }
        guard let key = try orderedKey(of: start, source), contains(key) else {
            throw .invalidPageKey(reason: "it is outside this partition and range of sort keys")
        }
        if isDescending { upper = key } else { lower = key.next }
    }

    /// Creates the range that a scan reads.
    ///
    /// - Parameters:
    ///   - scan: The scan.
    ///   - source: The tables.
    /// - Throws: ``TableStoreError`` when table, index, page key, limit or consistency are invalid.
    public init(_ scan: Scan, in source: some ItemSource) throws(TableStoreError) {
        table = try source.definition(of: scan.table)
        index = scan.index
        isDescending = false
        schema = try table.keySchema(of: scan.index)
        try Self.check(scan.limit, scan.isConsistent, scan.index, scan.table)
        guard let start = scan.start else { return }
        guard let key = try orderedKey(of: start, source) else {
            throw .invalidPageKey(reason: "it lacks the table's key")
        }
        lower = key.next
    }

    /// The names of the attributes of a page key: those of the table's key, then those of the index.
    public var pageKeyAttributes: [String] {
        var names = table.key.attributes.map(\.name)
        for attribute in schema.attributes where !names.contains(attribute.name) {
            names.append(attribute.name)
        }
        return names
    }

    private func contains(_ key: OrderedKey) -> Bool {
        key >= lower && (upper.map { key < $0 } ?? true)
    }

    private static func check(
        _ limit: Int?,
        _ isConsistent: Bool,
        _ index: String?,
        _ table: String
    ) throws(TableStoreError) {
        if let limit, limit < 1 { throw .invalidLimit(limit) }
        if let index, isConsistent { throw .consistentIndexRead(index, table: table) }
    }

    /// Returns the encoded key that a page key refers to, or `nil` when it lacks an attribute.
    ///
    /// Without a tie-breaker it is looked up by the item itself, which must still exist.
    private func orderedKey(
        of start: PageKey,
        _ source: some ItemSource
    ) throws(TableStoreError) -> OrderedKey? {
        guard let key = try? table.key.key(of: start.attributes, in: table.name) else { return nil }
        let primary = OrderedKey(key)
        guard index != nil else { return primary }
        guard let indexKey = try? schema.key(of: start.attributes, in: table.name) else { return nil }
        var orderedKey = OrderedKey(indexKey)
        let tie =
            if let tie = start.tie { tie } else { try source.storedItem(for: primary, in: table)?.sequence }
        orderedKey.append(tie ?? 0)
        return orderedKey
    }

    /// Limits the range to the partition and to the condition on the sort key.
    private mutating func select(_ query: Query) throws(TableStoreError) {
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
}
