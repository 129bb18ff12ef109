import Synchronization

/// The last requests that the mock answered, in a ring of fixed size.
public final class Journal: Sendable {
    private struct Ring: Sendable {
        var entries: [JournalEntry] = []
        /// Where the oldest entry is once the ring is full.
        var oldest = 0
        var lastSequence = 0
    }

    /// How many requests are remembered.
    public let capacity: Int
    private let ring = Mutex(Ring())

    /// Makes an empty journal that remembers so many requests.
    public init(capacity: Int) {
        self.capacity = max(0, capacity)
    }

    /// How many requests were ever recorded.
    public var recorded: Int { ring.withLock { $0.lastSequence } }

    /// Records a request and gives it its number; the oldest one makes room for it.
    ///
    /// - Complexity: O(1).
    @discardableResult
    func record(_ entry: JournalEntry) -> JournalEntry {
        ring.withLock { ring in
            ring.lastSequence += 1
            var entry = entry
            entry.sequence = ring.lastSequence
            if ring.entries.count < capacity {
                ring.entries.append(entry)
            } else if capacity > 0 {
                ring.entries[ring.oldest] = entry
                ring.oldest = (ring.oldest + 1) % capacity
            }
            return entry
        }
    }

    /// The newest entries, newest first.
    ///
    /// - Complexity: O(*n*) in the number of entries returned.
    public func newest(_ limit: Int = .max) -> [JournalEntry] {
        ring.withLock { ring in
            let count = ring.entries.count
            return (0..<min(max(0, limit), count)).map { age in
                ring.entries[(ring.oldest + count - 1 - age) % count]
            }
        }
    }

    /// Forgets every entry; the numbers go on.
    public func clear() {
        ring.withLock { ring in
            ring.entries = []
            ring.oldest = 0
        }
    }
}
