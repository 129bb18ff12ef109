import DequeModule
import JSON
import Synchronization
import Tables

/// The change feed of a session's tables, in write order, with a limited capacity.
///
/// A reader continues after the number of the last record that it has seen, so none is lost while it is disconnected.
/// When the session's state is replaced, the records are the differences between the two states.
public final class ChangeFeed: Sendable {
    private struct State {
        var records: Deque<ChangeRecord> = []
        var last = 0
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextReader = 0
        var isClosed = false
    }

    /// The maximum number of records.
    public let capacity: Int
    private let now: @Sendable () -> Int
    private let state = Mutex(State())

    /// Creates an empty feed.
    ///
    /// - Parameters:
    ///   - capacity: The maximum number of records.
    ///   - now: Returns the session's time, in milliseconds since 1970-01-01T00:00Z.
    public init(capacity: Int = 10_000, now: @escaping @Sendable () -> Int) {
        self.capacity = max(1, capacity)
        self.now = now
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

    /// Appends the changes of a transaction; items that did not change are skipped.
    func append(_ changes: [ItemChange], of definitions: [TableDefinition]) {
        let changes = changes.filter(\.isChange)
        guard !changes.isEmpty else { return }
        let time = now()
        let readers = state.withLock { state in
            // Replacing the state may produce more records than the capacity.
            let surplus = max(0, changes.count - capacity)
            state.last += surplus
            if surplus > 0 { state.records.removeAll() }
            for change in changes.dropFirst(surplus) {
                guard let definition = definitions.first(where: { $0.name == change.table }),
                    let image = change.new ?? change.old
                else { continue }
                let keys = definition.key.attributes(of: image)
                state.last += 1
                state.records.append(
                    ChangeRecord(
                        sequence: state.last,
                        table: change.table,
                        event: change.old == nil ? .insert : change.new == nil ? .remove : .modify,
                        keys: keys.attributes,
                        old: change.old,
                        new: change.new,
                        time: time,
                        bytes: keys.bytes + change.oldBytes + change.newBytes
                    )
                )
                if state.records.count > capacity { state.records.removeFirst() }
            }
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield() }
    }
}
