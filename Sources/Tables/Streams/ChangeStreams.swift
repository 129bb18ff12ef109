/// The change streams of the tables that have one: the changes of the last 24 hours, of limited size.
///
/// A table without a stream keeps nothing. A reader continues after the number of the last record that it has seen.
public struct ChangeStreams: Sendable {
    /// How long a record is kept, in milliseconds.
    public static let milliseconds = 86_400_000
    /// The size of the records that each table's stream keeps, in bytes.
    public static let standardBytes = 16 << 20

    fileprivate struct Stream {
        var records = OrderedMap<ChangeRecord>()
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
    /// - Complexity: O(*k* log *n*) for *k* changes of tables with a stream.
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
    /// - Complexity: O(log *n*).
    public mutating func append(_ record: ChangeRecord) {
        last = max(last, record.sequence)
        guard maximumBytes > 0 else { return }
        var stream = streams.removeValue(forKey: record.table) ?? Stream()
        stream.records.set(record, for: Self.key(record.sequence))
        stream.bytes += record.bytes
        stream.drop(before: record.time - Self.milliseconds, upTo: maximumBytes)
        streams[record.table] = stream
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
        guard var stream = streams.removeValue(forKey: table) else { return [] }
        stream.drop(before: time - Self.milliseconds, upTo: maximumBytes)
        streams[table] = stream
        guard number == 0 || number >= stream.dropped else {
            throw .trimmed(after: number, oldest: stream.dropped + 1)
        }
        guard limit > 0 else { return [] }
        var records: [ChangeRecord] = []
        stream.records.forEach(from: Self.key(number + 1)) { _, record in
            records.append(record)
            return records.count < limit
        }
        return records
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

    private static func key(_ sequence: Int) -> OrderedKey {
        var key = OrderedKey()
        key.append(UInt64(clamping: sequence))
        return key
    }
}

extension ChangeStreams.Stream {
    /// Drops the oldest records: those of an earlier time, and those that are too many.
    fileprivate mutating func drop(before time: Int, upTo maximumBytes: Int) {
        while true {
            var oldest: (key: OrderedKey, record: ChangeRecord)?
            records.forEach { key, record in
                oldest = (key, record)
                return false
            }
            guard let oldest, oldest.record.time < time || bytes > maximumBytes else { return }
            records.remove(oldest.key)
            bytes -= oldest.record.bytes
            dropped = oldest.record.sequence
        }
    }
}
