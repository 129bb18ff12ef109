import DequeModule

/// The change streams of the tables that have one: the changes of the last 24 hours, of limited size.
///
/// A table without a stream keeps nothing. A reader continues after the number of the last record that it has seen.
public struct ChangeStreams: Sendable {
    /// How long a record is kept, in milliseconds.
    public static let milliseconds = 86_400_000
    /// The size of the records that each table's stream keeps, in bytes.
    public static let standardBytes = 16 << 20

    fileprivate struct Stream {
        /// The records, oldest first.
        var records: Deque<ChangeRecord> = []
        var bytes = 0
        /// The number of the newest record that was dropped.
        var dropped = 0
    }

    /// The number of the newest record of all tables; 0 when there is none.
    public private(set) var last: Int
    private var streams: [String: Stream] = [:]
    private let maximumBytes: Int

    /// Creates empty streams.
    ///
    /// - Parameters:
    ///   - last: The number after which they go on.
    ///   - maximumBytes: The size of the records that each table's stream keeps.
    public init(after last: Int = 0, maximumBytes: Int = standardBytes) {
        self.last = last
        self.maximumBytes = maximumBytes
    }

    /// Appends the changes of a transaction: those of tables that have a stream.
    ///
    /// - Parameters:
    ///   - changes: The changes; items that did not change are skipped.
    ///   - definitions: The tables.
    ///   - time: The time in milliseconds since 1970-01-01T00:00Z.
    /// - Returns: The new records.
    /// - Complexity: O(*k*) for *k* changes of tables with a stream, amortised.
    @discardableResult
    public mutating func append(
        _ changes: [ItemChange],
        of definitions: [TableDefinition],
        at time: Int
    ) -> [ChangeRecord] {
        var appended: [ChangeRecord] = []
        for change in changes {
            guard let definition = definitions.first(where: { $0.name == change.table }),
                let view = definition.stream,
                let record = ChangeRecord(change, of: definition, sequence: last + 1, time: time, view: view)
            else { continue }
            append(record)
            appended.append(record)
        }
        return appended
    }

    /// Appends a record, whose number is greater than those before it.
    /// - Complexity: O(1), amortised.
    public mutating func append(_ record: ChangeRecord) {
        last = max(last, record.sequence)
        guard maximumBytes > 0 else { return }
        streams[record.table, default: Stream()].append(record, upTo: maximumBytes)
    }

    /// Returns records of a table, oldest first.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - number: The number of the last record that the reader has seen; 0 for the oldest one that there is.
    ///   - limit: The maximum number of records.
    ///   - time: The time in milliseconds since 1970-01-01T00:00Z.
    /// - Returns: The records.
    /// - Throws: ``StreamError`` when records after that number were dropped, or there is none with it yet.
    /// - Complexity: O(log *n* + *k*) for *k* of *n* records.
    public mutating func records(
        of table: String,
        after number: Int,
        limit: Int,
        at time: Int
    ) throws(StreamError) -> [ChangeRecord] {
        guard number <= last else { throw .unknown(number, last: last) }
        streams[table]?.drop(before: time - Self.milliseconds, upTo: maximumBytes)
        guard let stream = streams[table] else { return [] }
        guard number == 0 || number >= stream.dropped else {
            throw .trimmed(after: number, oldest: stream.dropped + 1)
        }
        guard limit > 0 else { return [] }
        return Array(stream.records[stream.place(after: number)...].prefix(limit))
    }

    /// Begins the stream of a table whose earlier records are gone.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - dropped: The number of the newest record that is gone; 0 for none.
    public mutating func begin(_ table: String, after dropped: Int) {
        streams[table] = Stream(dropped: dropped)
    }

    /// Drops all records, as others were left out before the next one.
    ///
    /// - Parameter sequence: The number of the next record.
    public mutating func dropAll(before sequence: Int) {
        last = max(last, sequence - 1)
        for table in streams.keys { streams[table] = Stream(dropped: sequence - 1) }
    }
}

extension ChangeStreams.Stream {
    fileprivate mutating func append(_ record: ChangeRecord, upTo maximumBytes: Int) {
        records.append(record)
        bytes += record.bytes
        drop(before: record.time - ChangeStreams.milliseconds, upTo: maximumBytes)
    }

    /// Drops the oldest records: those of an earlier time, and those that are too many.
    fileprivate mutating func drop(before time: Int, upTo maximumBytes: Int) {
        while let oldest = records.first, oldest.time < time || bytes > maximumBytes {
            records.removeFirst()
            bytes -= oldest.bytes
            dropped = oldest.sequence
        }
    }

    /// The place of the first record with a greater number.
    fileprivate func place(after number: Int) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle].sequence <= number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
