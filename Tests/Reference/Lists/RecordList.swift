import JSON
import Tables

/// A list of records merged from one or more partitions of an index, newest first.
struct RecordList {
    let table: String
    let index: String
    /// The attribute that identifies a record.
    let keyAttribute: String
    /// The partition key values to read.
    let partitions: [String]
    /// The attribute that orders the records.
    let sortAttribute: String
    /// The maximum number of records; `nil` for all.
    let limit: Int?
    /// The end of the previous page.
    let cursor: Cursor?
    /// The lower bound of the sort key, exclusive.
    var after: JSONNumber?

    init(
        table: String,
        index: String,
        keyAttribute: String,
        partitions: [String],
        sortAttribute: String,
        limit: Int?,
        cursor: Cursor?
    ) {
        self.table = table
        self.index = index
        self.keyAttribute = keyAttribute
        self.partitions = partitions
        self.sortAttribute = sortAttribute
        self.limit = limit
        self.cursor = cursor
    }

    /// Reads a page of the list.
    ///
    /// One record more than the limit is read to know whether there are more. The order is descending and new records
    /// come first, so every record that existed at the start is returned exactly once.
    /// - Throws: ``Failure`` 400 for a cursor of another list.
    /// - Complexity: O(*p* *n*) for *n* records out of *p* partitions, of which there are at most three.
    func newest(in backend: SupportBackend) async throws(Failure) -> RecordPage {
        try checkCursor()
        let store = await backend.store.view()
        var parts: [PartitionRecords] = []
        for partition in partitions { parts.append(try await records(of: partition, in: store)) }
        var records: [Item] = []
        var listed: Set<ExactString> = []
        var bytes = ByteBudget(limit: limit == nil ? nil : backend.options.responseBytes)
        var last = 0
        while let next = newestPartition(of: parts), let record = parts[next].head {
            guard records.count < limit ?? .max, bytes.spend(on: record) || records.isEmpty else {
                return RecordPage(records: records, next: nextCursor(parts, last, store))
            }
            // In a store without snapshots, a record whose status changes between the reads of two partitions is in
            // both, the newer version first.
            if listed.insert(ExactString(record.text(keyAttribute))).inserted { records.append(record) }
            parts[next].position += 1
            last = next
        }
        return RecordPage(records: records, next: nil)
    }

    /// - Throws: ``Failure`` 400 for a cursor that this list never returned.
    private func checkCursor() throws(Failure) {
        guard let cursor else { return }
        let isOfThisList = cursor.positions.allSatisfy { partition, key in
            partitions.contains(partition) && key.attributes[sortAttribute] == cursor.last.json
        }
        guard isOfThisList else { throw .unreadableCursor }
    }

    /// Reads the records of one partition that the page can need.
    private func records(of partition: String, in store: any TableStore) async throws(Failure)
        -> PartitionRecords
    {
        var query = Query(table, index: index, partition: .string(partition), direction: .descending)
        query.start = cursor?.positions[partition]
        query.sort = after.map { .greater(.number($0)) }
        // Newer records were returned before, by this partition or by their previous one, or were added since.
        let newest = query.start == nil ? cursor?.last : nil
        if let newest, query.sort == nil { query.sort = .lessOrEqual(newest) }
        var part = PartitionRecords(partition: partition)
        do {
            repeat {
                query.limit = limit.map { $0 + 1 - part.items.count }
                let page = try await store.query(query)
                part.append(page)
                query.start = page.next
            } while query.start != nil && part.items.count <= limit ?? .max
        } catch {
            switch error {
            case .invalidPageKey, .invalidKey, .invalidNumber:
                throw cursor == nil ? Failure(error) : .unreadableCursor
            default: throw Failure(error)
            }
        }
        return part
    }

    /// Returns the index of the partition whose next record is the newest; equal sort keys are ordered by insertion
    /// where that is known.
    private func newestPartition(of parts: [PartitionRecords]) -> Int? {
        guard parts.count > 1 else { return parts.first?.head == nil ? nil : 0 }
        return parts.indices.filter { parts[$0].head != nil }.max { left, right in
            let (leftKey, rightKey) = (sortKey(parts[left].head), sortKey(parts[right].head))
            return leftKey == rightKey ? parts[left].tie < parts[right].tie : leftKey < rightKey
        }
    }

    private func sortKey(_ record: Item?) -> JSONNumber {
        record?[sortAttribute]?.numberValue ?? 0
    }

    /// Returns the cursor after the last record returned, which came from the partition at index `last`.
    private func nextCursor(_ parts: [PartitionRecords], _ last: Int, _ store: any TableStore) -> Cursor? {
        guard let end = parts[last].lastKey else { return nil }
        let newest = sortKey(end.attributes)
        var positions: [String: PageKey] = [:]
        for part in parts {
            let own = part.lastKey ?? cursor?.positions[part.partition]
            if end.tie != nil {
                positions[part.partition] = end.moved(to: part.partition, of: partitionAttribute(in: store))
            } else if let own, sortKey(own.attributes) == newest {
                positions[part.partition] = own
            }
        }
        return Cursor(last: .number(newest), positions: positions)
    }

    private func partitionAttribute(in store: any TableStore) -> String? {
        store.definitions.first { $0.name == table }?.index(named: index)?.key.partition.name
    }
}

extension PageKey {
    /// Returns the same position in the order of another partition: tie-breakers are unique across partitions.
    fileprivate func moved(to partition: String, of attribute: String?) -> PageKey {
        guard let attribute else { return self }
        var key = self
        key.attributes[attribute] = .string(partition)
        return key
    }
}
