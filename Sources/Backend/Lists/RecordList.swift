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
        if let cursor, !Set(cursor.places.keys).isSubset(of: partitions) { throw .unreadableCursor }
        var runs: [Run] = []
        for partition in partitions { runs.append(try await run(of: partition, in: backend)) }
        var records: [Item] = []
        var listed: Set<ExactString> = []
        var bytes = ByteBudget(limit: limit == nil ? nil : backend.options.responseBytes)
        while let next = newestRun(of: runs), let record = runs[next].head {
            guard records.count < limit ?? .max, bytes.spend(on: record) || records.isEmpty else {
                return RecordPage(records: records, next: nextCursor(runs, records))
            }
            // What changed its status between the reads of two partitions stands in both, the newer state first.
            if listed.insert(ExactString(record.text(keyAttribute))).inserted { records.append(record) }
            runs[next].position += 1
        }
        return RecordPage(records: records, next: nil)
    }

    /// The part of one partition that an answer can need.
    private func run(of partition: String, in backend: SupportBackend) async throws(Failure) -> Run {
        var query = Query(table, index: index, partition: .string(partition), direction: .descending)
        query.start = cursor?.places[partition]
        query.sort = after.map { .greater(.number($0)) }
        // A partition that has given nothing yet can have got newer records since; they are not of this walk.
        let newest = query.start == nil ? cursor?.last : nil
        if let newest, query.sort == nil { query.sort = .lessOrEqual(newest) }
        var run = Run(partition: partition)
        do {
            repeat {
                query.limit = limit.map { $0 + 1 - run.items.count }
                let page = try await backend.store.query(query)
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

    /// The run whose next record is the newest.
    private func newestRun(of runs: [Run]) -> Int? {
        guard runs.count > 1 else { return runs.first?.head == nil ? nil : 0 }
        return runs.indices.filter { runs[$0].head != nil }.max { left, right in
            sortKey(runs[left].head) < sortKey(runs[right].head)
        }
    }

    private func sortKey(_ record: Item?) -> JSONNumber {
        record?[sortAttribute]?.numberValue ?? 0
    }

    private func nextCursor(_ runs: [Run], _ records: [Item]) -> Cursor {
        var places = cursor?.places ?? [:]
        for run in runs { places[run.partition] = run.place ?? places[run.partition] }
        return Cursor(last: .number(sortKey(records.last)), places: places)
    }
}

/// The records of one partition, newest first, and how many of them have been given.
private struct Run {
    let partition: String
    var items: [Item] = []
    var position = 0
    private var pages: [Page] = []

    init(partition: String) {
        self.partition = partition
    }

    /// The next record to give.
    var head: Item? {
        position < items.count ? items[position] : nil
    }

    /// Where the partition goes on behind the last record given; `nil` when none was.
    var place: PageKey? {
        var index = position - 1
        for page in pages {
            if index < page.items.count { return page.key(after: index) }
            index -= page.items.count
        }
        return nil
    }

    mutating func append(_ page: Page) {
        items += page.items
        pages.append(page)
    }
}
