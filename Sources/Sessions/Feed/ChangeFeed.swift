import DequeModule
import JSON
import Synchronization
public import Tables

/// The change feed of a session's tables, in write order, with a limited capacity.
///
/// A reader continues after the number of the last record that it has seen, so none is lost while it is disconnected.
/// When the session's state is replaced, the records are the differences between the two states.
public final class ChangeFeed: Sendable {
    private struct State {
        var records: Deque<ChangeRecord> = []
        var streams: ChangeStreams
        var last = 0
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextReader = 0
        var isClosed = false
    }

    /// The maximum number of records.
    public let capacity: Int
    private let now: @Sendable () -> Int
    private let state: Mutex<State>

    /// Creates an empty feed.
    ///
    /// - Parameters:
    ///   - capacity: The maximum number of records.
    ///   - streams: The change streams that it goes on with.
    ///   - now: Returns the session's time, in milliseconds since 1970-01-01T00:00Z.
    public init(
        capacity: Int = 10_000,
        continuing streams: ChangeStreams = ChangeStreams(),
        now: @escaping @Sendable () -> Int
    ) {
        self.capacity = max(1, capacity)
        self.now = now
        state = Mutex(State(streams: streams, last: streams.last))
    }

    /// The number of the newest record; 0 when there is none.
    public var last: Int { state.withLock(\.last) }

    /// The reason why records cannot be returned.
    public enum ReadError: Error, Sendable, Hashable, CustomStringConvertible {
        /// Records after this number have been dropped.
        case trimmed(after: Int, oldest: Int)
        /// There is no record with this number yet.
        case unknown(Int, last: Int)

        /// The problem and the remedy, on one line.
        public var description: String {
            switch self {
            case .trimmed(let after, let oldest):
                "the records after \(after) have been dropped: the oldest one is \(oldest); read the tables, then "
                    + "continue from the newest record"
            case .unknown(let number, let last):
                "there is no record \(number): the newest one is \(last); the session may have been recreated"
            }
        }
    }

    /// Returns the records after a number, oldest first.
    ///
    /// - Parameters:
    ///   - number: The number of the last record that the reader has seen; 0 for none.
    ///   - limit: The maximum number of records.
    /// - Returns: The records.
    /// - Throws: ``ReadError``.
    /// - Complexity: O(*k*) for *k* records.
    public func records(after number: Int, limit: Int = 1_000) throws(ReadError) -> [ChangeRecord] {
        let result: Result<[ChangeRecord], ReadError> = state.withLock { state in
            guard number <= state.last, number >= 0 else {
                return .failure(.unknown(number, last: state.last))
            }
            let oldest = state.last - state.records.count + 1
            guard number >= oldest - 1 else { return .failure(.trimmed(after: number, oldest: oldest)) }
            return .success(Array(state.records.dropFirst(number - oldest + 1).prefix(limit)))
        }
        return try result.get()
    }

    /// Whether there are readers waiting for changes.
    var hasReaders: Bool { state.withLock { !$0.readers.isEmpty } }

    /// Closes the feed: readers end after the last record.
    func close() {
        let readers = state.withLock { state in
            state.isClosed = true
            return Array(state.readers.values)
        }
        for reader in readers { reader.finish() }
    }

    /// Returns a stream that yields when there are new records, until the reader ends or the feed is closed; it may
    /// yield once for several changes.
    public func wakeups() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let reader: Int? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextReader += 1
            state.readers[state.nextReader] = continuation
            return state.nextReader
        }
        guard let reader else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.readers[reader] = nil }
        }
        return stream
    }

    /// Returns records of a table's change stream, oldest first: those of the last 24 hours, as far as there is room.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - number: The number of the last record that the reader has seen; 0 for the oldest one.
    ///   - limit: The maximum number of records.
    /// - Returns: The records, with the images that the stream's view type says.
    /// - Throws: ``Tables/StreamError`` when records after that number were dropped.
    /// - Complexity: O(log *n* + *k*) for *k* of *n* records.
    public func stream(
        of table: String,
        after number: Int,
        limit: Int = 1_000
    ) throws(StreamError) -> [ChangeRecord] {
        let time = now()
        return try state.withLock { (state) throws(StreamError) in
            try state.streams.records(of: table, after: number, limit: limit, at: time)
        }
    }

    /// Returns the records of the changes of a transaction with the numbers that they will have; nothing is appended.
    ///
    /// - Parameters:
    ///   - changes: The changes; items that did not change are skipped.
    ///   - definitions: The tables.
    ///   - skipped: How many numbers are left out before them.
    /// - Returns: The records.
    func records(
        of changes: some Sequence<ItemChange>,
        _ definitions: [TableDefinition],
        skipping skipped: Int = 0
    ) -> [ChangeRecord] {
        let time = now()
        var last = last + skipped
        return changes.compactMap { change in
            let definition = definitions.first { $0.name == change.table }
            let record = definition.flatMap { definition in
                ChangeRecord(change, of: definition, sequence: last + 1, time: time)
            }
            if record != nil { last += 1 }
            return record
        }
    }

    /// Appends the changes of a transaction, or those between two states; items that did not change are skipped.
    func append(_ changes: [ItemChange], of definitions: [TableDefinition]) {
        let changes = changes.filter(\.isChange)
        // Replacing the state may produce more records than the capacity.
        let surplus = max(0, changes.count - capacity)
        append(records(of: changes.dropFirst(surplus), definitions, skipping: surplus), of: definitions)
    }

    /// Appends records that ``records(of:_:skipping:)`` has made.
    func append(_ records: [ChangeRecord], of definitions: [TableDefinition]) {
        guard let first = records.first, let newest = records.last else { return }
        let readers = state.withLock { state in
            if first.sequence > state.last + 1 {
                // Readers that have not seen what was left out are told so.
                state.records.removeAll()
                state.streams.dropAll(before: first.sequence)
            }
            state.last = newest.sequence
            state.records.append(contentsOf: records)
            if state.records.count > capacity { state.records.removeFirst(state.records.count - capacity) }
            for record in records {
                guard let view = definitions.first(where: { $0.name == record.table })?.stream else {
                    continue
                }
                state.streams.append(record.viewed(as: view))
            }
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield() }
    }
}
