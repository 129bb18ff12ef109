import DequeModule
import Synchronization

/// The last requests that a session answered, in a ring of fixed size.
public final class Journal: Sendable {
    private struct State {
        /// In the order in which they were answered.
        var entries: Deque<JournalEntry> = []
        var bytes = 0
        var recorded = 0
    }

    /// How many requests are remembered at most.
    public let capacity: Int
    /// How many bytes of heads and bodies are remembered at most.
    public let bytes: Int
    private let state = Mutex(State())

    /// Makes an empty journal.
    ///
    /// - Parameters:
    ///   - capacity: How many requests are remembered.
    ///   - bytes: How many bytes of them; older ones make room for newer ones.
    public init(capacity: Int, bytes: Int = 16 << 20) {
        self.capacity = max(0, capacity)
        self.bytes = max(0, bytes)
    }

    /// How many requests were ever recorded.
    public var recorded: Int { state.withLock(\.recorded) }

    /// Records a request; the oldest ones make room for it.
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

    /// The newest entries by the requests' numbers, newest first.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - number: Only requests before this one.
    /// - Returns: The entries.
    /// - Complexity: O(*n* log *n*) in the number of entries that are remembered.
    public func newest(_ limit: Int = .max, before number: Int = .max) -> [JournalEntry] {
        let entries = state.withLock { Array($0.entries) }
        // Requests at the same time end in another order than they began.
        let sorted = entries.filter { $0.sequence < number }.sorted { $0.sequence > $1.sequence }
        return Array(sorted.prefix(max(0, limit)))
    }

    /// Forgets every entry; the numbers go on.
    public func clear() {
        state.withLock { state in
            state.entries = []
            state.bytes = 0
        }
    }
}
