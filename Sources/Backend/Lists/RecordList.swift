import JSON
import Tables

/// A list of records out of one or more partitions of an index, newest first over all of them.
struct RecordList {
    let table: String
    let index: String
    /// The attribute that tells records apart.
    let keyAttribute: String
    /// The values of the index's partition key that are asked for.
    let partitions: [String]
    /// The attribute that the records are ordered by.
    let sortAttribute: String
    /// The most records; `nil` for all there are.
    let limit: Int?
    /// Where the answer before ended.
    let cursor: Cursor?
    /// Only records whose sort key is greater.
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

    /// Reads the list.
    ///
    /// One record more than asked for shows whether there are more. The walk goes down from the newest record and
    /// new ones come in above it, so every record that was there is given exactly once.
    /// - Throws: ``Failure`` 400 for a cursor that is not of this list.
    /// - Complexity: O(*p* *n*) for *n* records out of *p* partitions, of which there are at most three.
    func newest(in backend: SupportBackend) async throws(Failure) -> RecordPage {
        try checkCursor()
        let store = await backend.store.view()
        var runs: [Run] = []
        for partition in partitions { runs.append(try await run(of: partition, in: store)) }
        var records: [Item] = []
        var listed: Set<ExactString> = []
        var bytes = ByteBudget(limit: limit == nil ? nil : backend.options.responseBytes)
        var last = 0
        while let next = newestRun(of: runs), let record = runs[next].head {
            guard records.count < limit ?? .max, bytes.spend(on: record) || records.isEmpty else {
                return RecordPage(records: records, next: nextCursor(runs, last, store))
            }
            // In a store that does not stand still, what changes its status between the reads of two partitions
            // stands in both, the newer state first.
            if listed.insert(ExactString(record.text(keyAttribute))).inserted { records.append(record) }
            runs[next].position += 1
            last = next
        }
        return RecordPage(records: records, next: nil)
    }

    /// - Throws: ``Failure`` 400 for a cursor that no answer of this list can have given.
    private func checkCursor() throws(Failure) {
        guard let cursor else { return }
        let isOfThisList = cursor.places.allSatisfy { partition, place in
            partitions.contains(partition) && place.attributes[sortAttribute] == cursor.last.json
        }
        guard isOfThisList else { throw .unreadableCursor }
    }

    /// The part of one partition that an answer can need.
    private func run(of partition: String, in store: any TableStore) async throws(Failure) -> Run {
        var query = Query(table, index: index, partition: .string(partition), direction: .descending)
        query.start = cursor?.places[partition]
        query.sort = after.map { .greater(.number($0)) }
        // What is newer has been given, by this partition or by the one it was in then, or is not of this walk.
        let newest = query.start == nil ? cursor?.last : nil
        if let newest, query.sort == nil { query.sort = .lessOrEqual(newest) }
        var run = Run(partition: partition)
        do {
            repeat {
                query.limit = limit.map { $0 + 1 - run.items.count }
                let page = try await store.query(query)
                run.append(page)
                query.start = page.next
            } while query.start != nil && run.items.count <= limit ?? .max
        } catch {
            switch error {
            case .invalidPageKey, .invalidKey, .invalidNumber:
                throw cursor == nil ? Failure(error) : .unreadableCursor
            default: throw Failure(error)
            }
        }
        return run
    }

    /// The run whose next record is the newest; of equal sort keys the one that was stored last, where that is known.
    private func newestRun(of runs: [Run]) -> Int? {
        guard runs.count > 1 else { return runs.first?.head == nil ? nil : 0 }
        return runs.indices.filter { runs[$0].head != nil }.max { left, right in
            let (leftKey, rightKey) = (sortKey(runs[left].head), sortKey(runs[right].head))
            return leftKey == rightKey ? runs[left].tie < runs[right].tie : leftKey < rightKey
        }
    }

    private func sortKey(_ record: Item?) -> JSONNumber {
        record?[sortAttribute]?.numberValue ?? 0
    }

    /// The cursor behind the last record given, which the run of that number gave.
    private func nextCursor(_ runs: [Run], _ last: Int, _ store: any TableStore) -> Cursor? {
        guard let end = runs[last].place else { return nil }
        let newest = sortKey(end.attributes)
        var places: [String: PageKey] = [:]
        for run in runs {
            let own = run.place ?? cursor?.places[run.partition]
            if end.tie != nil {
                places[run.partition] = end.moved(to: run.partition, of: partitionAttribute(in: store))
            } else if let own, sortKey(own.attributes) == newest {
                places[run.partition] = own
            }
        }
        return Cursor(last: .number(newest), places: places)
    }

    private func partitionAttribute(in store: any TableStore) -> String? {
        store.definitions.first { $0.name == table }?.index(named: index)?.key.partition.name
    }
}

extension PageKey {
    /// The same place in the order of another partition: ties order the records of all partitions.
    fileprivate func moved(to partition: String, of attribute: String?) -> PageKey {
        guard let attribute else { return self }
        var place = self
        place.attributes[attribute] = .string(partition)
        return place
    }
}
