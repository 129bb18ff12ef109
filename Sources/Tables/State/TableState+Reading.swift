import JSON

extension TableState {
    /// Returns a page of the items of a partition, in sort key order.
    ///
    /// - Throws: ``TableStoreError`` when the table, index, key, page key or limit is invalid.
    /// - Complexity: O(log *n* + *k*) for *k* items read.
    public func query(_ query: Query) throws(TableStoreError) -> Page {
        let table = tables[try index(of: query.table)]
        let (schema, order) = try table.order(query.index)
        var range = try OrderedRange(query, schema)
        if let start = query.start {
            guard let key = start.orderedKey(in: table, index: query.index), range.contains(key) else {
                throw .invalidPageKey(reason: "it is outside this partition and range of sort keys")
            }
            if query.direction == .ascending { range.lower = key.next } else { range.upper = key }
        }
        return try page(
            of: order,
            range,
            query.direction,
            limit: query.limit,
            filter: query.filter,
            keyAttributes: Self.pageKeyAttributes(table.definition, schema)
        )
    }

    /// Returns a page of all items of a table, in key order.
    ///
    /// - Throws: ``TableStoreError`` when the table, page key or limit is invalid.
    /// - Complexity: O(log *n* + *k*) for *k* items read.
    public func scan(_ scan: Scan) throws(TableStoreError) -> Page {
        let table = tables[try index(of: scan.table)]
        var range = OrderedRange(lower: OrderedKey(), upper: nil)
        if let start = scan.start {
            guard let key = start.orderedKey(in: table, index: nil) else {
                throw .invalidPageKey(reason: "it lacks the table's key")
            }
            range.lower = key.next
        }
        return try page(
            of: table.items,
            range,
            .ascending,
            limit: scan.limit,
            filter: nil,
            keyAttributes: table.definition.key.attributes.map(\.name)
        )
    }

    private func page(
        of order: OrderedMap<StoredItem>,
        _ range: OrderedRange,
        _ direction: Query.Direction,
        limit: Int?,
        filter: Condition?,
        keyAttributes: [String]
    ) throws(TableStoreError) -> Page {
        if let limit, limit < 1 { throw .invalidLimit(limit) }
        var items: [Item] = []
        var ties: [UInt64] = []
        var last: StoredItem?
        var seen = 0
        var bytes = 0
        var isFull = false
        order.forEach(from: range.lower, upTo: range.upper, descending: direction == .descending) {
            _,
            stored in
            if bytes + stored.size > TableLimits.pageBytes, seen > 0 {
                isFull = true
                return false
            }
            seen += 1
            bytes += stored.size
            last = stored
            if filter?.holds(for: stored.item) ?? true {
                items.append(stored.item)
                ties.append(stored.sequence)
            }
            // A page that ends exactly at its limit has a page key even when nothing follows, as on DynamoDB.
            isFull = seen == limit
            return !isFull
        }
        let next = isFull ? last.map { PageKey($0.item.keeping(keyAttributes), tie: $0.sequence) } : nil
        return Page(items: items, ties: ties, keyAttributes: keyAttributes, next: next, bytes: bytes)
    }

    private static func pageKeyAttributes(_ definition: TableDefinition, _ schema: KeySchema) -> [String] {
        var names = definition.key.attributes.map(\.name)
        for attribute in schema.attributes where !names.contains(attribute.name) {
            names.append(attribute.name)
        }
        return names
    }
}

extension PageKey {
    /// Returns the ordered key that this page key refers to, or `nil` when it lacks an attribute.
    ///
    /// Without a tie-breaker the ordered key is looked up by the item itself, which must still exist.
    fileprivate func orderedKey(in table: StoredTable, index: String?) -> OrderedKey? {
        guard let key = try? table.definition.key.key(of: attributes, in: table.definition.name) else {
            return nil
        }
        let primary = OrderedKey(key)
        guard let index else { return primary }
        guard let schema = table.definition.index(named: index)?.key,
            let indexKey = try? schema.key(of: attributes, in: table.definition.name)
        else { return nil }
        var orderedKey = OrderedKey(indexKey)
        orderedKey.append(tie ?? table.items[primary]?.sequence ?? 0)
        return orderedKey
    }
}
