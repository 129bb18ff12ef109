import DequeModule
import Synchronization

/// A ring buffer of the last requests of a session.
public final class Journal: Sendable {
    private struct State {
        /// The entries in the order of their answers.
        var entries: Deque<JournalEntry> = []
        var bytes = 0
        var recorded = 0
    }

    /// The maximum number of entries.
    public let capacity: Int
    /// The maximum size of headers and bodies, in bytes.
    public let bytes: Int
    private let state = Mutex(State())

    /// Creates an empty journal.
    ///
    /// - Parameters:
    ///   - capacity: The maximum number of entries.
    ///   - bytes: The maximum size of the entries; older ones are dropped first.
    public init(capacity: Int, bytes: Int = 16 << 20) {
        self.capacity = max(0, capacity)
        self.bytes = max(0, bytes)
    }

    /// The number of requests recorded since the start.
    public var recorded: Int { state.withLock(\.recorded) }

    /// Records a request, dropping the oldest ones when necessary.
    ///
    /// - Complexity: O(1), amortised.
    public func record(_ entry: JournalEntry) {
        state.withLock { state in
            state.recorded += 1
            state.entries.append(entry)
            state.bytes += entry.keptBytes
            while state.entries.count > capacity || state.bytes > bytes {
                guard let oldest = state.entries.popFirst() else { break }
                state.bytes -= oldest.keptBytes
            }
        }
    }

    /// Returns the newest entries by request number, newest first.
    ///
    /// - Parameters:
    ///   - limit: The maximum number of entries.
    ///   - number: Only requests before this one.
    /// - Returns: The entries.
    /// - Complexity: O(*n* log *n*) in the number of entries in the journal.
    public func newest(_ limit: Int = .max, before number: Int = .max) -> [JournalEntry] {
        let entries = state.withLock { Array($0.entries) }
        // Concurrent requests can end in another order than they began.
        let sorted = entries.filter { $0.sequence < number }.sorted { $0.sequence > $1.sequence }
        return Array(sorted.prefix(max(0, limit)))
    }

    /// Removes all entries; the numbering continues.
    public func clear() {
        state.withLock { state in
            state.entries = []
            state.bytes = 0
        }
    }
}
