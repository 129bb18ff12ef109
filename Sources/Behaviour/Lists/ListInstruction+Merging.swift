import JSON
import Tables

extension ListInstruction {
    /// Reads a page that is merged from the partitions of an index or of the table.
    ///
    /// One record more than the limit is read to know whether there are more. Every record that existed at the start is
    /// returned exactly once while others are added at the beginning.
    /// - Complexity: O(*p* *n*) for *n* records out of *p* partitions.
    func mergedPage(
        _ request: ListRequest,
        _ execution: Execution
    ) async throws(Interruption) -> (records: [Item], next: ListCursor?) {
        let partitions = try execution.values(
            of: path.partition,
            named: path.schema.partition.name,
            at: location
        )
        let filter = try execution.condition(of: path.filter)
        try check(request.cursor, partitions)
        var parts: [PartitionRecords] = []
        for partition in partitions {
            parts.append(try await records(of: partition, filter, request, execution))
        }
        if parts.count == 1, request.limit == nil, parts[0].head == nil { return ([], nil) }
        if parts.count == 1, request.limit == nil { return (parts[0].items, nil) }
        var records: [Item] = []
        var listed: Set<Item> = []
        var bytes = ByteBudget(limit: request.limit == nil ? nil : responseBytes)
        var last = 0
        while let next = nextPartition(of: parts), let record = parts[next].head {
            guard records.count < request.limit ?? .max, bytes.spend(on: record) || records.isEmpty else {
                return (records, nextCursor(parts, last, request))
            }
            // In a store without snapshots, a record that moves to another partition between two reads is in both, the
            // newer version first.
            if parts.count == 1 || listed.insert(record.keeping(path.table.key)).inserted {
                records.append(record)
            }
            parts[next].position += 1
            last = next
        }
        return (records, nil)
    }

    private var sortName: String { path.schema.sort?.name ?? "" }

    /// Refuses a cursor that this list never returned.
    private func check(_ cursor: ListCursor?, _ partitions: [KeyValue]) throws(Interruption) {
        guard let cursor else { return }
        let isOfThisList =
            cursor.key == nil && KeyValue(cursor.last)?.type == path.schema.sort?.type
            && cursor.places.allSatisfy { place, key in
                partitions.contains { $0.json.compactText == place }
                    && key.attributes[sortName] == cursor.last
            }
        guard isOfThisList else { throw unreadableCursor }
    }

    /// Reads the records of one partition that the page can need.
    private func records(
        of partition: KeyValue,
        _ filter: Condition?,
        _ request: ListRequest,
        _ execution: Execution
    ) async throws(Interruption) -> PartitionRecords {
        var query = Query(
            path.table.name,
            index: path.index,
            partition: partition,
            direction: readingDirection,
            filter: filter
        )
        var part = PartitionRecords(partition: partition)
        query.start = request.cursor?.places[part.name]
        query.sort = request.after.map { .greater($0) }
        // Records before that were returned, by this partition or by the one they were in, or were added since.
        if query.start == nil, query.sort == nil, let last = request.cursor.flatMap({ KeyValue($0.last) }) {
            query.sort = readingDirection == .descending ? .lessOrEqual(last) : .greaterOrEqual(last)
        }
        do {
            repeat {
                // With a filter, few of the records read may count.
                query.limit = request.limit.map { limit in
                    let missing = limit == .max ? limit : limit + 1 - part.items.count
                    return filter == nil ? missing : max(missing, 100)
                }
                let page = try await execution.transaction.page(query)
                part.append(page)
                query.start = page.next
            } while query.start != nil && part.items.count <= request.limit ?? .max
        } catch {
            switch error {
            case .invalidPageKey, .invalidKey, .invalidNumber:
                throw request.cursor == nil ? .store(error) : unreadableCursor
            default: throw .store(error)
            }
        }
        return part
    }

    /// Returns the index of the partition whose next record comes first; equal sort values are ordered by insertion
    /// where that is known.
    private func nextPartition(of parts: [PartitionRecords]) -> Int? {
        guard parts.count > 1 else { return parts.first?.head == nil ? nil : 0 }
        let isDescending = readingDirection == .descending
        return parts.indices.filter { parts[$0].head != nil }.min { left, right in
            let (leftKey, rightKey) = (parts[left].head?[sortName], parts[right].head?[sortName])
            if leftKey == rightKey {
                return isDescending ? parts[left].tie > parts[right].tie : parts[left].tie < parts[right].tie
            }
            let isBefore = (leftKey ?? .null).precedes(rightKey ?? .null)
            return isDescending ? !isBefore : isBefore
        }
    }

    /// Returns the cursor after the last record returned, which came from the partition at index `last`.
    private func nextCursor(
        _ parts: [PartitionRecords],
        _ last: Int,
        _ request: ListRequest
    ) -> ListCursor? {
        guard let end = parts[last].lastKey, let value = end.attributes[sortName] else { return nil }
        var places: [String: PageKey] = [:]
        for part in parts {
            let own = part.lastKey ?? request.cursor?.places[part.name]
            if end.tie != nil {
                // Tie-breakers are unique across partitions, so this is the same place in the order of another one.
                var key = end
                key.attributes[path.schema.partition.name] = part.partition.json
                places[part.name] = key
            } else if let own, own.attributes[sortName] == value {
                places[part.name] = own
            }
        }
        return ListCursor(last: value, places: places)
    }
}

extension JSONObject {
    /// The attributes of a key.
    func keeping(_ key: KeySchema) -> JSONObject {
        var kept = JSONObject()
        for attribute in key.attributes { kept[attribute.name] = self[attribute.name] }
        return kept
    }
}

extension JSONValue {
    /// Whether the value comes before another one: numbers by value before texts by bytes before all else.
    func precedes(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right
        case (.string(let left), .string(let right)): ExactString(left) < ExactString(right)
        default: rank < other.rank
        }
    }

    private var rank: Int {
        switch self {
        case .number: 0
        case .string: 1
        case .bool: 2
        default: 3
        }
    }
}
