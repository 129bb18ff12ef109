import DequeModule
import JSON
import Synchronization
import Tables

/// What has changed in a session's tables, in the order of the writes; the newest changes are kept.
///
/// Readers go on from the number of the last record that they have seen, so none is lost while they were away. Where a world is
/// put in the place of another, the records say what has become of the items.
public final class ChangeFeed: Sendable {
    private struct State {
        var records: Deque<ChangeRecord> = []
        var last = 0
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextReader = 0
        var isClosed = false
    }

    /// How many records are kept.
    public let capacity: Int
    private let now: @Sendable () -> Int
    private let state = Mutex(State())

    /// Makes an empty feed.
    ///
    /// - Parameters:
    ///   - capacity: How many records are kept.
    ///   - now: The session's time, in milliseconds since 1970-01-01T00:00Z.
    public init(capacity: Int = 10_000, now: @escaping @Sendable () -> Int) {
        self.capacity = max(1, capacity)
        self.now = now
    }

    /// The number of the newest record; 0 when there was none.
    public var last: Int { state.withLock(\.last) }

    /// Why records cannot be given.
    public enum ReadError: Error, Sendable, Hashable, CustomStringConvertible {
        /// Records after this number are not kept any more.
        case trimmed(after: Int, oldest: Int)
        /// There has never been a record of this number.
        case unknown(Int, last: Int)

        /// What is wrong and what to do, on one line.
        public var description: String {
            switch self {
            case .trimmed(let after, let oldest):
                "the records after \(after) are not kept any more: the oldest one is \(oldest); read the tables, then go "
                    + "on from the newest record"
            case .unknown(let number, let last):
                "there has been no record \(number): the newest one is \(last); the session may have been made anew"
            }
        }
    }

    /// The records after a number, oldest first.
    ///
    /// - Parameters:
    ///   - number: The last record that is known; 0 for none.
    ///   - limit: How many at most.
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

    /// Whether somebody waits for changes.
    var hasReaders: Bool { state.withLock { !$0.readers.isEmpty } }

    /// Says that nothing will change any more: readers end with the last record.
    func close() {
        let readers = state.withLock { state in
            state.isClosed = true
            return Array(state.readers.values)
        }
        for reader in readers { reader.finish() }
    }

    /// Wakes a reader whenever there is something new, until it ends or the session does; several changes may wake it once.
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

    /// Takes in what a transaction changed; what is as before is no change.
    func append(_ changes: [ItemChange], of definitions: [TableDefinition]) {
        let changes = changes.filter(\.isChange)
        guard !changes.isEmpty else { return }
        let time = now()
        let readers = state.withLock { state in
            // Another world may bring more than is kept.
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
